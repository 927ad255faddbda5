@NullMarked
package io.keyfold.platform.topic;

import org.jspecify.annotations.NullMarked;
