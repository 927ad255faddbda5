/** A small client of the API that knows nothing of its classes. */
@NullMarked
package io.keyfold.acceptance.http;

import org.jspecify.annotations.NullMarked;
