/** Spring beans of the vault. */
@NullMarked
package io.keyfold.platform.vault.wiring;

import org.jspecify.annotations.NullMarked;
