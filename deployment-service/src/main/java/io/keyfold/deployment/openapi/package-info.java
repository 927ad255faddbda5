/** Serves the OpenAPI document of the whole API. */
@NullMarked
package io.keyfold.deployment.openapi;

import org.jspecify.annotations.NullMarked;
