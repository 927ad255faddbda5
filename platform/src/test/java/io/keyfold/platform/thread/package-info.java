@NullMarked
package io.keyfold.platform.thread;

import org.jspecify.annotations.NullMarked;
