package io.keyfold.platform.log.view;

import io.keyfold.platform.log.clients.PlainClients;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Kafka Streams' clients, of which the global consumer tells how far it is. */
final class TrackingClients extends PlainClients {

  private final PositionTracker tracker;

  TrackingClients(PositionTracker tracker) {
    this.tracker = tracker;
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return new TrackingConsumer(config, tracker);
  }

  /**
   * Kafka Streams processes all that a poll answered before it polls again. So when it polls, everything before the
   * consumer's positions has been folded.
   */
  private static final class TrackingConsumer extends KafkaConsumer<byte[], byte[]> {

    private final PositionTracker tracker;

    TrackingConsumer(Map<String, Object> config, PositionTracker tracker) {
      super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      this.tracker = tracker;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      for (TopicPartition partition : assignment()) {
        tracker.passed(partition, position(partition));
      }
      return super.poll(timeout);
    }
  }
}
