/** Generates the OpenAPI document of the API from the code of the four services. */
@NullMarked
package io.keyfold.standalone.openapi;

import org.jspecify.annotations.NullMarked;
