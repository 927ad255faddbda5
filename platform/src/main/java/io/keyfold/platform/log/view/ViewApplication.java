package io.keyfold.platform.log.view;

import java.time.Duration;
import org.apache.kafka.streams.KafkaStreams;

/**
 * One run of the views' Kafka Streams application; started and stopped once.
 *
 * @param streams the application
 * @param stores its stores
 */
record ViewApplication(KafkaStreams streams, ViewStores stores) implements AutoCloseable {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  /** {@return whether it is running and its stores can be read} */
  boolean isRunning() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  /**
   * {@return whether it stopped within the timeout} Until then, its thread may still write to the stores and
   * checkpoints.
   */
  boolean stop() {
    return streams.close(CLOSE_TIMEOUT);
  }

  /**
   * Stops it and closes the stores that it left open. If it does not stop, its stores stay open until the process
   * exits.
   */
  @Override
  public void close() {
    if (stop()) {
      stores.close();
    }
  }
}
