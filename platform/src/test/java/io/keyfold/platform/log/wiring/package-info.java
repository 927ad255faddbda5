@NullMarked
package io.keyfold.platform.log.wiring;

import org.jspecify.annotations.NullMarked;
