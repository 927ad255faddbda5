/** Tests. */
@NullMarked
package io.keyfold.authconfig.decide;

import org.jspecify.annotations.NullMarked;
