/** A real Kafka broker (KRaft, combined mode) in this process, on loopback and on disk. */
@NullMarked
package io.keyfold.standalone.broker;

import org.jspecify.annotations.NullMarked;
