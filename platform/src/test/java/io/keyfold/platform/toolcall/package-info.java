@NullMarked
package io.keyfold.platform.toolcall;

import org.jspecify.annotations.NullMarked;
