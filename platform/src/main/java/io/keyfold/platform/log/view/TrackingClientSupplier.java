package io.keyfold.platform.log.view;

import io.keyfold.platform.log.clients.DefaultClientSupplier;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates Kafka Streams' clients with a global consumer that reports its positions. */
final class TrackingClientSupplier extends DefaultClientSupplier {

  private static final Logger LOG = LoggerFactory.getLogger(TrackingClientSupplier.class);

  private final PositionTracker tracker;

  TrackingClientSupplier(PositionTracker tracker) {
    this.tracker = tracker;
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return new TrackingConsumer(config, tracker);
  }

  /**
   * Reports positions before each poll. Kafka Streams processes all records of a poll before the next one, so
   * everything before the positions is folded by then.
   */
  private static final class TrackingConsumer extends KafkaConsumer<byte[], byte[]> {

    private final PositionTracker tracker;

    TrackingConsumer(Map<String, Object> config, PositionTracker tracker) {
      super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      this.tracker = tracker;
    }

    /**
     * Starts to track all partitions of a topic: Kafka Streams calls this before it restores a store, and waits must
     * cover all partitions.
     */
    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
      List<PartitionInfo> partitions = super.partitionsFor(topic);
      partitions.forEach(partition -> tracker.track(new TopicPartition(partition.topic(), partition.partition())));
      return partitions;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      assignment().forEach(this::report);
      return super.poll(timeout);
    }

    /**
     * Reports the position if it is known. Does not block: after a leader change, the position is unknown until it is
     * validated, and other partitions must not wait.
     */
    private void report(TopicPartition partition) {
      try {
        tracker.advance(partition, position(partition, Duration.ZERO));
      } catch (TimeoutException e) {
        LOG.atDebug().addKeyValue("partition", partition).log("position not known yet");
      }
    }
  }
}
