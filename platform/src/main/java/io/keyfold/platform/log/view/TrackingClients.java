package io.keyfold.platform.log.view;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/** Kafka Streams' clients, of which the global consumer tells how far it is. */
record TrackingClients(PositionTracker tracker) implements KafkaClientSupplier {
  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return getConsumer(config);
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
