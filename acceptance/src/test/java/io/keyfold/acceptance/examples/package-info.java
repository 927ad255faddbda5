/** The objects that the examples of the OpenAPI document describe. */
@NullMarked
package io.keyfold.acceptance.examples;

import org.jspecify.annotations.NullMarked;
