@NullMarked
package io.keyfold.platform.log.view;

import org.jspecify.annotations.NullMarked;
