@NullMarked
package io.keyfold.platform.id;

import org.jspecify.annotations.NullMarked;
