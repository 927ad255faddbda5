@NullMarked
package io.keyfold.platform.metering;

import org.jspecify.annotations.NullMarked;
