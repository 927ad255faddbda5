@NullMarked
package io.keyfold.platform.log.takeover;

import org.jspecify.annotations.NullMarked;
