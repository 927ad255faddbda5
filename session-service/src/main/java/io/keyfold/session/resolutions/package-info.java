/** Credentials for trusted runtimes, which call providers themselves. */
@NullMarked
package io.keyfold.session.resolutions;

import org.jspecify.annotations.NullMarked;
