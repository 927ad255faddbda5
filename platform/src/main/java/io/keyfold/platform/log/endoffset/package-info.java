/** Where the log ends, also while a broker that leads nothing any more still answers as if it did. */
@NullMarked
package io.keyfold.platform.log.endoffset;

import org.jspecify.annotations.NullMarked;
