/** Processors that react to another topic's events, exactly once. */
@NullMarked
package io.keyfold.platform.log.follow;

import org.jspecify.annotations.NullMarked;
