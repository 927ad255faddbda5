@NullMarked
package io.keyfold.platform.url;

import org.jspecify.annotations.NullMarked;
