/** Processes under measurement: how they are started, and what they cost. */
@NullMarked
package io.keyfold.benchmarks.process;

import org.jspecify.annotations.NullMarked;
