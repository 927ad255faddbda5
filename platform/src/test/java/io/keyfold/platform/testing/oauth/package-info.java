/** An OAuth vendor that misbehaves on demand, for tests of all modules. */
@NullMarked
package io.keyfold.platform.testing.oauth;

import org.jspecify.annotations.NullMarked;
