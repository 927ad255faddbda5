/** Tests of the vault. */
@NullMarked
package io.keyfold.platform.vault;

import org.jspecify.annotations.NullMarked;
