/** A running Keyfold: started as a separate process, or an existing instance. */
@NullMarked
package io.keyfold.acceptance.running;

import org.jspecify.annotations.NullMarked;
