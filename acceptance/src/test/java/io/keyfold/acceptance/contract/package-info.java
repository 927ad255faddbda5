/** Checks responses against the OpenAPI document. */
@NullMarked
package io.keyfold.acceptance.contract;

import org.jspecify.annotations.NullMarked;
