/** What was measured, and how it is printed. */
@NullMarked
package io.keyfold.benchmarks.report;

import org.jspecify.annotations.NullMarked;
