/** Envelope encryption of secrets, and their type in memory. */
@NullMarked
package io.keyfold.platform.vault;

import org.jspecify.annotations.NullMarked;
