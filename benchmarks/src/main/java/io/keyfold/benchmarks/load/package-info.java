/** Load on the whole. */
@NullMarked
package io.keyfold.benchmarks.load;

import org.jspecify.annotations.NullMarked;
