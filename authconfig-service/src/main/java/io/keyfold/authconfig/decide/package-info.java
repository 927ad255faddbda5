/** Decides commands on auth configs. Pure. */
@NullMarked
package io.keyfold.authconfig.decide;

import org.jspecify.annotations.NullMarked;
