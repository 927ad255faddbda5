/** Reference benchmarks with Kafka's clients on the same broker. */
@NullMarked
package io.keyfold.benchmarks.kafka;

import org.jspecify.annotations.NullMarked;
