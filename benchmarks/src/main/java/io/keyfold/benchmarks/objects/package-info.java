/** The whole with very many objects in it. */
@NullMarked
package io.keyfold.benchmarks.objects;

import org.jspecify.annotations.NullMarked;
