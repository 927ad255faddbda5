@NullMarked
package io.keyfold.platform.log.orphanedtx;

import org.jspecify.annotations.NullMarked;
