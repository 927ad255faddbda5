/** Views: topics folded into global stores, and waits for a position in the log. */
@NullMarked
package io.keyfold.platform.log.view;

import org.jspecify.annotations.NullMarked;
