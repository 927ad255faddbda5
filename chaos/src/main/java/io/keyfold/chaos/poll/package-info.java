/** Bounded polling of conditions. */
@NullMarked
package io.keyfold.chaos.poll;

import org.jspecify.annotations.NullMarked;
