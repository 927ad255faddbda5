/** The vault's Spring beans. */
@NullMarked
package io.keyfold.platform.vault.wiring;

import org.jspecify.annotations.NullMarked;
