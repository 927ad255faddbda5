/** Finds objects that are due at a time, and appends the commands that follow, once per object. */
@NullMarked
package io.keyfold.platform.log.sweep;

import org.jspecify.annotations.NullMarked;
