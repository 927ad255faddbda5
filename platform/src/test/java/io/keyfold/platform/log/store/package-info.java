@NullMarked
package io.keyfold.platform.log.store;

import org.jspecify.annotations.NullMarked;
