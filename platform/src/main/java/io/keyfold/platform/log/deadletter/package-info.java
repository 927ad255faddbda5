/** Dead letters: reason and coordinates of records that could not be processed, without payload. */
@NullMarked
package io.keyfold.platform.log.deadletter;

import org.jspecify.annotations.NullMarked;
