/** Tests of sweeps. */
@NullMarked
package io.keyfold.platform.log.sweep;

import org.jspecify.annotations.NullMarked;
