/** Aborts transactions that a vanished instance left open. */
@NullMarked
package io.keyfold.platform.log.orphanedtx;

import org.jspecify.annotations.NullMarked;
