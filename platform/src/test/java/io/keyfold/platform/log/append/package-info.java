@NullMarked
package io.keyfold.platform.log.append;

import org.jspecify.annotations.NullMarked;
