/** The command line. */
@NullMarked
package io.keyfold.benchmarks.cli;

import org.jspecify.annotations.NullMarked;
