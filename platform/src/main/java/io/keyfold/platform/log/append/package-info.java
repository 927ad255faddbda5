/** Appends commands and waits for their outcomes. */
@NullMarked
package io.keyfold.platform.log.append;

import org.jspecify.annotations.NullMarked;
