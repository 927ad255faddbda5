/** Helpers for the tests of every module. */
@NullMarked
package io.keyfold.platform.testing;

import org.jspecify.annotations.NullMarked;
