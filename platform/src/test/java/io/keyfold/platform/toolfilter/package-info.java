@NullMarked
package io.keyfold.platform.toolfilter;

import org.jspecify.annotations.NullMarked;
