/** The faults, and how one is played. */
@NullMarked
package io.keyfold.chaos.fault;

import org.jspecify.annotations.NullMarked;
