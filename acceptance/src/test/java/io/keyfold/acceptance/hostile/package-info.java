/** Requests that no well-meant client sends, generated from the OpenAPI document. */
@NullMarked
package io.keyfold.acceptance.hostile;

import org.jspecify.annotations.NullMarked;
