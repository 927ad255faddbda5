/** A running Keyfold: started as a process of its own, or one that already runs. */
@NullMarked
package io.keyfold.acceptance.running;

import org.jspecify.annotations.NullMarked;
