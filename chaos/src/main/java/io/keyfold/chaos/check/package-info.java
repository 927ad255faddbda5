/** The guarantees that are verified after a fault. */
@NullMarked
package io.keyfold.chaos.check;

import org.jspecify.annotations.NullMarked;
