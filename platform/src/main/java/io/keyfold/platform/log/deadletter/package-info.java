/** Records that could not be used: set aside with reason and position, without payload. */
@NullMarked
package io.keyfold.platform.log.deadletter;

import org.jspecify.annotations.NullMarked;
