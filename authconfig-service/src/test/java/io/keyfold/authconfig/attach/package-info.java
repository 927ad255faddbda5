/** Tests. */
@NullMarked
package io.keyfold.authconfig.attach;

import org.jspecify.annotations.NullMarked;
