/** Results and how they are printed. */
@NullMarked
package io.keyfold.benchmarks.report;

import org.jspecify.annotations.NullMarked;
