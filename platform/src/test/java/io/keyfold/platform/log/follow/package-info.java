@NullMarked
package io.keyfold.platform.log.follow;

import org.jspecify.annotations.NullMarked;
