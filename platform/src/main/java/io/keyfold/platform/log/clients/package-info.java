/** Kafka clients of Kafka Streams applications, which report polls and survive the loss of brokers. */
@NullMarked
package io.keyfold.platform.log.clients;

import org.jspecify.annotations.NullMarked;
