/** Supervision of threads: restarts, metrics and health. */
@NullMarked
package io.keyfold.platform.thread;

import org.jspecify.annotations.NullMarked;
