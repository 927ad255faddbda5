/** Which events erase. */
@NullMarked
package io.keyfold.authconfig.erase;

import org.jspecify.annotations.NullMarked;
