/** Topics: declared in one place, created if missing, checked at startup. */
@NullMarked
package io.keyfold.platform.topic;

import org.jspecify.annotations.NullMarked;
