/** Test helpers for all modules. */
@NullMarked
package io.keyfold.platform.testing;

import org.jspecify.annotations.NullMarked;
