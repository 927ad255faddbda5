package io.keyfold.platform.log.clients;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Creates clients whose main consumer reports its polls to a {@link PollCommitCoordinator} and pauses as that requests.
 * The producer reports the end of its transactions.
 */
public final class PollCommitClientSupplier extends DefaultClientSupplier {

  private final PollCommitCoordinator coordinator;

  /** Creates a supplier that reports to the coordinator. */
  public PollCommitClientSupplier(PollCommitCoordinator coordinator) {
    this.coordinator = coordinator;
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new ReportingConsumer(config, coordinator);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new ReportingProducer(config, coordinator);
  }

  private static final class ReportingProducer extends KafkaProducer<byte[], byte[]> {

    private final PollCommitCoordinator coordinator;

    ReportingProducer(Map<String, Object> config, PollCommitCoordinator coordinator) {
      super(config, new ByteArraySerializer(), new ByteArraySerializer());
      this.coordinator = coordinator;
    }

    @Override
    public void commitTransaction() {
      super.commitTransaction();
      coordinator.committed();
    }

    @Override
    public void abortTransaction() {
      coordinator.aborted();
      super.abortTransaction();
    }
  }

  private static final class ReportingConsumer extends KafkaConsumer<byte[], byte[]> {

    private final String application;
    private final PollCommitCoordinator coordinator;

    ReportingConsumer(Map<String, Object> config, PollCommitCoordinator coordinator) {
      super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      // Kafka Streams uses the application id as the group id.
      this.application = String.valueOf(config.get(ConsumerConfig.GROUP_ID_CONFIG));
      this.coordinator = coordinator;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      // This does not delay heartbeats, which have their own thread.
      LockSupport.parkNanos(coordinator.pause(application).toNanos());
      boolean tracked = coordinator.tracks(application);
      if (tracked) {
        coordinator.settle(application);
      }
      ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
      if (tracked) {
        coordinator.positions(application, positions());
      }
      if (!records.isEmpty()) {
        coordinator.assigned(application, assignment());
        coordinator.polled(application, records);
      }
      return records;
    }

    /** The positions that are known; those of new partitions may still have to be fetched. */
    private Map<TopicPartition, Long> positions() {
      Map<TopicPartition, Long> positions = new HashMap<>();
      for (TopicPartition partition : assignment()) {
        try {
          positions.put(partition, position(partition, Duration.ZERO));
        } catch (TimeoutException | InvalidOffsetException e) {
          positions.remove(partition);
        }
      }
      return positions;
    }
  }
}
