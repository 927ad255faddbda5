/** Tests of the caches. */
@NullMarked
package io.keyfold.session.cache;

import org.jspecify.annotations.NullMarked;
