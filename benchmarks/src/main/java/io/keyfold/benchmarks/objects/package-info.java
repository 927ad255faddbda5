/** The benchmark of a standalone with many objects. */
@NullMarked
package io.keyfold.benchmarks.objects;

import org.jspecify.annotations.NullMarked;
