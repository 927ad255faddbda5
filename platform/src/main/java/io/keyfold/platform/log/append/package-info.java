/** Appending a command and awaiting its outcome. */
@NullMarked
package io.keyfold.platform.log.append;

import org.jspecify.annotations.NullMarked;
