/** Load on a running standalone, and what it costs. */
@NullMarked
package io.keyfold.benchmarks;

import org.jspecify.annotations.NullMarked;
