/** URLs with placeholders for settings. */
@NullMarked
package io.keyfold.platform.url;

import org.jspecify.annotations.NullMarked;
