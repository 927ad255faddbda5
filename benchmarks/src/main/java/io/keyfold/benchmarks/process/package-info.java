/** Starts processes, and measures their CPU time, memory and disk usage. */
@NullMarked
package io.keyfold.benchmarks.process;

import org.jspecify.annotations.NullMarked;
