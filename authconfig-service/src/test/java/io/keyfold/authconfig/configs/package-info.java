@NullMarked
package io.keyfold.authconfig.configs;

import org.jspecify.annotations.NullMarked;
