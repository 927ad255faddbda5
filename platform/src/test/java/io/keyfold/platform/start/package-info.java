/** Tests of start failure reports. */
@NullMarked
package io.keyfold.platform.start;

import org.jspecify.annotations.NullMarked;
