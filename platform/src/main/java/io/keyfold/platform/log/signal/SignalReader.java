package io.keyfold.platform.log.signal;

import io.keyfold.platform.log.deadletter.RecordCoordinates;
import io.keyfold.platform.thread.SupervisedThread;
import io.keyfold.platform.topic.TopicSpec;
import io.keyfold.schemas.error.RegistryException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads all partitions of a topic without a consumer group: what its retention keeps, then what is appended. Views are of
 * no use here, since they keep their position for longer than the topic keeps its records.
 */
final class SignalReader implements SupervisedThread.Body {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final KafkaSignalLog.Destination destination;
  private final KafkaSignalLog.Parts log;
  private final Map<String, Object> config;
  private final java.util.function.Consumer<SpecificRecord> receiver;
  private volatile boolean stopped;

  SignalReader(
    KafkaSignalLog.Destination destination,
    KafkaSignalLog.Parts log,
    java.util.function.Consumer<SpecificRecord> receiver
  ) {
    this.destination = destination;
    this.log = log;
    Map<String, Object> settings = new HashMap<>(log.consumer());
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    this.config = Map.copyOf(settings);
    this.receiver = receiver;
  }

  void stop() {
    stopped = true;
  }

  @Override
  public void run() {
    try (var reader = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      begin(reader);
      while (!stopped) {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
          receive(record);
        }
      }
    }
  }

  /** Old segments are deleted late, so the retention decides. */
  private void begin(Consumer<byte[], byte[]> reader) {
    List<TopicPartition> partitions = reader
      .partitionsFor(destination.topic().name(), TIMEOUT)
      .stream()
      .map(info -> new TopicPartition(info.topic(), info.partition()))
      .toList();
    reader.assign(partitions);
    if (destination.topic().retention() instanceof TopicSpec.Retention.AtLeast kept) {
      long since = log.clock().instant().minus(kept.duration()).toEpochMilli();
      Map<TopicPartition, Long> wanted = new HashMap<>();
      partitions.forEach(partition -> wanted.put(partition, since));
      Map<TopicPartition, Long> ends = reader.endOffsets(partitions, TIMEOUT);
      Map<TopicPartition, OffsetAndTimestamp> found = reader.offsetsForTimes(wanted, TIMEOUT);
      ends.forEach((partition, end) -> {
        OffsetAndTimestamp first = found.get(partition);
        reader.seek(partition, first == null ? end : first.offset());
      });
    }
  }

  private void receive(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      receiver.accept(log.codec().decode(record.topic(), record.value()));
    } catch (RegistryException e) {
      // The record is valid.
      throw e;
    } catch (RuntimeException e) {
      log
        .deadLetters()
        .publish(
          new RecordCoordinates(record.topic(), record.partition(), record.offset()),
          record.value(),
          destination.service() + "-signals",
          e
        );
    }
  }
}
