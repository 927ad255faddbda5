@NullMarked
package io.keyfold.authconfig.setup;

import org.jspecify.annotations.NullMarked;
