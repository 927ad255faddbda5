@NullMarked
package io.keyfold.platform.log.assign;

import org.jspecify.annotations.NullMarked;
