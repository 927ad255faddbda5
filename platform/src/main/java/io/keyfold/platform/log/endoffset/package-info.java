/** End offsets of the log, correct even while a broker that lost its leadership still answers as a leader. */
@NullMarked
package io.keyfold.platform.log.endoffset;

import org.jspecify.annotations.NullMarked;
