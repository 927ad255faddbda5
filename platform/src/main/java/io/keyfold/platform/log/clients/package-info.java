/** The Kafka clients that Kafka Streams applications are given, and what they tell of their polls. */
@NullMarked
package io.keyfold.platform.log.clients;

import org.jspecify.annotations.NullMarked;
