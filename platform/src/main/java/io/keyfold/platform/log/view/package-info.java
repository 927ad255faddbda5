/** Views: topics folded into global stores, and the waits for what is not folded yet. */
@NullMarked
package io.keyfold.platform.log.view;

import org.jspecify.annotations.NullMarked;
