/** Data keys on Kafka: the compacted topic {@code authconfig.keys}, where a tombstone erases. */
@NullMarked
package io.keyfold.platform.vault.kafka;

import org.jspecify.annotations.NullMarked;
