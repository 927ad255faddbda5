package io.keyfold.platform.vault.kafka;

import io.keyfold.authconfig.keys.WrappedDataKey;
import io.keyfold.platform.log.RecordHeaders;
import io.keyfold.platform.topic.Topics;
import io.keyfold.platform.vault.KeysetMarks;
import io.keyfold.schemas.error.RegistryException;
import io.keyfold.schemas.serde.AvroCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Stores marks in the first partition of {@code authconfig.keys}, so that they are totally ordered. Marks have unique
 * keys and are never erased. They precede all data keys of the partition, so the first is found quickly.
 */
public final class KafkaKeysetMarks implements KeysetMarks {

  private static final TopicPartition PARTITION = new TopicPartition(Topics.AUTHCONFIG_KEYS.name(), 0);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int MAX_WAIT_MS = 10;

  private final Producer<byte[], byte[]> producer;
  private final Map<String, Object> consumer;
  private final AvroCodec codec;
  private final String service;
  private final Duration timeout;

  /**
   * Creates a store of marks in one Kafka cluster.
   *
   * @param producer configured with acks=all and idempotence
   * @param consumer consumer configuration
   * @param service name of the service, for the CloudEvents source
   * @param timeout timeout of each request to Kafka
   */
  public KafkaKeysetMarks(
    Producer<byte[], byte[]> producer,
    Map<String, Object> consumer,
    AvroCodec codec,
    String service,
    Duration timeout
  ) {
    this.producer = producer;
    Map<String, Object> settings = new HashMap<>(consumer);
    // Closing a consumer waits for its pending fetch.
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, MAX_WAIT_MS);
    this.consumer = Map.copyOf(settings);
    this.codec = codec;
    this.service = service;
    this.timeout = timeout;
  }

  @Override
  public Optional<WrappedDataKey> first(String prefix) {
    try (var reader = new KafkaConsumer<>(consumer, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      reader.assign(List.of(PARTITION));
      reader.seekToBeginning(List.of(PARTITION));
      long end = reader.endOffsets(List.of(PARTITION), timeout).getOrDefault(PARTITION, 0L);
      return first(reader, end, prefix);
    }
  }

  private Optional<WrappedDataKey> first(Consumer<byte[], byte[]> reader, long end, String prefix) {
    while (reader.position(PARTITION, timeout) < end) {
      for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
        Optional<WrappedDataKey> mark = mark(record, prefix);
        if (mark.isPresent()) {
          return mark;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<WrappedDataKey> mark(ConsumerRecord<byte[], byte[]> record, String prefix) {
    if (record.value() == null || !new String(record.key(), StandardCharsets.UTF_8).startsWith(prefix)) {
      return Optional.empty();
    }
    try {
      return Optional.of((WrappedDataKey) codec.decode(PARTITION.topic(), record.value()));
    } catch (RegistryException e) {
      throw e;
    } catch (RuntimeException e) {
      // Not one of our marks.
      return Optional.empty();
    }
  }

  @Override
  public void publish(WrappedDataKey mark) {
    byte[] key = mark.getKeyId().getBytes(StandardCharsets.UTF_8);
    byte[] value = codec.encode(PARTITION.topic(), mark);
    var headers = RecordHeaders.cloudEvent(mark, mark.getKeyId(), mark.getObjectId(), mark.getCreatedAt(), service);
    try {
      producer
        .send(new ProducerRecord<>(PARTITION.topic(), PARTITION.partition(), key, value, headers))
        .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while publishing the keyset mark", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("publishing the keyset mark failed", e);
    }
  }
}
