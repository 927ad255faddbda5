/** Writers, readers and callers of tools. */
@NullMarked
package io.keyfold.chaos.load;

import org.jspecify.annotations.NullMarked;
