/** Every topic: declared in one place, created if absent, and checked at start. */
@NullMarked
package io.keyfold.platform.topic;

import org.jspecify.annotations.NullMarked;
