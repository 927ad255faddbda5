/** The load benchmark of a whole standalone. */
@NullMarked
package io.keyfold.benchmarks.load;

import org.jspecify.annotations.NullMarked;
