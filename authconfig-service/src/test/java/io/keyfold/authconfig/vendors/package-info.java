@NullMarked
package io.keyfold.authconfig.vendors;

import org.jspecify.annotations.NullMarked;
