/** Tests. */
@NullMarked
package io.keyfold.authconfig.testing;

import org.jspecify.annotations.NullMarked;
