/** Files that survive the process and the machine. */
@NullMarked
package io.keyfold.platform.disk;

import org.jspecify.annotations.NullMarked;
