@NullMarked
package io.keyfold.platform.completeness;

import org.jspecify.annotations.NullMarked;
