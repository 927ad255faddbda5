/** Crash-safe files. */
@NullMarked
package io.keyfold.platform.disk;

import org.jspecify.annotations.NullMarked;
