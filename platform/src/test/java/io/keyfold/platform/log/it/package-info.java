/** Integration tests of the log with a real broker. */
@NullMarked
package io.keyfold.platform.log.it;

import org.jspecify.annotations.NullMarked;
