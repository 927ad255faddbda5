package io.keyfold.platform.log.clients;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Clients whose main consumer tells {@link PollCommitCoordinator} what it polled, and polls when they say so. */
public final class PollCommitClientSupplier extends DefaultClientSupplier {

  private final PollCommitCoordinator batches;

  /** Asks and tells these. */
  public PollCommitClientSupplier(PollCommitCoordinator batches) {
    this.batches = batches;
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new BatchConsumer(config, batches);
  }

  private static final class BatchConsumer extends KafkaConsumer<byte[], byte[]> {

    private final String application;
    private final PollCommitCoordinator batches;

    BatchConsumer(Map<String, Object> config, PollCommitCoordinator batches) {
      super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      // Kafka Streams' group is the application.
      this.application = String.valueOf(config.get(ConsumerConfig.GROUP_ID_CONFIG));
      this.batches = batches;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      // Heartbeats have a thread of their own.
      LockSupport.parkNanos(batches.pause(application).toNanos());
      ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
      if (!records.isEmpty()) {
        batches.assigned(application, assignment());
        batches.polled(application, records);
      }
      return records;
    }
  }
}
