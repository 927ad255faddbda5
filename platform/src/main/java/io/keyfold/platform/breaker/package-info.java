/** Circuit breakers for parties outside of Keyfold. */
@NullMarked
package io.keyfold.platform.breaker;

import org.jspecify.annotations.NullMarked;
