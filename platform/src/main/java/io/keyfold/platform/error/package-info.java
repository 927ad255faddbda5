/** The error object of the API. */
@NullMarked
package io.keyfold.platform.error;

import org.jspecify.annotations.NullMarked;
