/** Data keys on the compacted Kafka topic {@code authconfig.keys}, where a tombstone erases a key. */
@NullMarked
package io.keyfold.platform.vault.kafka;

import org.jspecify.annotations.NullMarked;
