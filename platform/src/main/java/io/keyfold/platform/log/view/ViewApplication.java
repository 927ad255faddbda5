package io.keyfold.platform.log.view;

import java.time.Duration;
import org.apache.kafka.streams.KafkaStreams;

/**
 * One attempt to keep the views: it begins once and ends once.
 *
 * @param streams what folds
 * @param stores what it folds into
 */
record ViewApplication(KafkaStreams streams, ViewStores stores) implements AutoCloseable {
  private static final Duration CLOSING = Duration.ofSeconds(10);

  /** {@return whether it folds, and its stores can be read} */
  boolean isRunning() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  /** {@return whether it has ended within a bound} Until then its thread may still write, and note how far it is. */
  boolean end() {
    return streams.close(CLOSING);
  }

  /** Ends it, and closes the stores that it left open. Those of one that does not end are left to the end of the process. */
  @Override
  public void close() {
    if (end()) {
      stores.close();
    }
  }
}
