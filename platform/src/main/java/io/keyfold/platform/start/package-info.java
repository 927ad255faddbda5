/** Error reporting of failed starts. */
@NullMarked
package io.keyfold.platform.start;

import org.jspecify.annotations.NullMarked;
