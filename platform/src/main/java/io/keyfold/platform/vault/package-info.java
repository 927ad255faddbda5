/** Envelope encryption of secrets, and the one type that holds them in memory. */
@NullMarked
package io.keyfold.platform.vault;

import org.jspecify.annotations.NullMarked;
