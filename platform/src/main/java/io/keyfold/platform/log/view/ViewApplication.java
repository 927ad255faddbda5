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

  /** Ends it, also where it does not end by itself in time: the next one needs its stores. */
  @Override
  public void close() {
    try {
      streams.close(CLOSING);
    } finally {
      stores.close();
    }
  }
}
