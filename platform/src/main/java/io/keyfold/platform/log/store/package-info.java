/** How folded objects are kept in a key-value store: the order of keys, the form of values. */
@NullMarked
package io.keyfold.platform.log.store;

import org.jspecify.annotations.NullMarked;
