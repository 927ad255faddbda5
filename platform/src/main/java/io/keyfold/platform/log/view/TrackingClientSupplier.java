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

/** Kafka Streams' clients, of which the global consumer tells how far it is. */
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
   * Kafka Streams processes all that a poll answered before it polls again. So when it polls, everything before the
   * consumer's positions has been folded.
   */
  private static final class TrackingConsumer extends KafkaConsumer<byte[], byte[]> {

    private final PositionTracker tracker;

    TrackingConsumer(Map<String, Object> config, PositionTracker tracker) {
      super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      this.tracker = tracker;
    }

    /** Asked by Kafka Streams for each store before it restores that, partition by partition: a wait must know of all of them. */
    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
      List<PartitionInfo> partitions = super.partitionsFor(topic);
      partitions.forEach(partition -> tracker.follow(new TopicPartition(partition.topic(), partition.partition())));
      return partitions;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      assignment().forEach(this::passed);
      return super.poll(timeout);
    }

    /** Does not wait: a partition with a new leader has no valid position until that one was asked, and the others must not stand still. */
    private void passed(TopicPartition partition) {
      try {
        tracker.passed(partition, position(partition, Duration.ZERO));
      } catch (TimeoutException e) {
        LOG.atDebug().addKeyValue("partition", partition).log("no position yet");
      }
    }
  }
}
