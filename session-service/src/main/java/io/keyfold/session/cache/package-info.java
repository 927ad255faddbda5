/** Bounded caches, and calls that share one execution. */
@NullMarked
package io.keyfold.session.cache;

import org.jspecify.annotations.NullMarked;
