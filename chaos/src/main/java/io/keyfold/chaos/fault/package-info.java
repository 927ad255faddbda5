/** The faults, and how they are run. */
@NullMarked
package io.keyfold.chaos.fault;

import org.jspecify.annotations.NullMarked;
