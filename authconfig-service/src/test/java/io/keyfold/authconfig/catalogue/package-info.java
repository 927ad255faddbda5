/** Tests. */
@NullMarked
package io.keyfold.authconfig.catalogue;

import org.jspecify.annotations.NullMarked;
