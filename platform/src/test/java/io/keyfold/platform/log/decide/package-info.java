@NullMarked
package io.keyfold.platform.log.decide;

import org.jspecify.annotations.NullMarked;
