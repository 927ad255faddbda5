@NullMarked
package io.keyfold.authconfig.apps;

import org.jspecify.annotations.NullMarked;
