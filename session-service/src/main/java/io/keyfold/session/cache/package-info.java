/** Bounded caches, and single-flight execution of concurrent calls. */
@NullMarked
package io.keyfold.session.cache;

import org.jspecify.annotations.NullMarked;
