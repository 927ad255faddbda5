/** A Kafka broker (KRaft, combined mode) in this process, on loopback and with data on disk. */
@NullMarked
package io.keyfold.standalone.broker;

import org.jspecify.annotations.NullMarked;
