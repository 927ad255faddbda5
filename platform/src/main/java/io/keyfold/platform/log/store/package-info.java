/** Storage of folded objects in key-value stores: key order and value encoding. */
@NullMarked
package io.keyfold.platform.log.store;

import org.jspecify.annotations.NullMarked;
