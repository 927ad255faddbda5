/** Credential resolutions for trusted runtimes that call providers themselves. */
@NullMarked
package io.keyfold.session.resolutions;

import org.jspecify.annotations.NullMarked;
