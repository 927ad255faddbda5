/** Provider configs as folded state. */
@NullMarked
package io.keyfold.authconfig.configs.model;

import org.jspecify.annotations.NullMarked;
