/** Tests of data keys with a real broker. */
@NullMarked
package io.keyfold.platform.vault.kafka;

import org.jspecify.annotations.NullMarked;
