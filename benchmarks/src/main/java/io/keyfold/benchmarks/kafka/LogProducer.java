package io.keyfold.benchmarks.kafka;

import io.keyfold.authconfig.keys.WrappedDataKey;
import io.keyfold.platform.log.RecordHeaders;
import io.keyfold.platform.topic.TopicSpec;
import io.keyfold.platform.topic.Topics;
import io.keyfold.schema.Command;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schemas.serde.AvroCodec;
import io.keyfold.usage.UsageEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Appends records to Keyfold's topics as the services do: acks=all, idempotent, Avro with CloudEvents headers. */
public final class LogProducer implements AutoCloseable {

  private static final String SOURCE = "benchmark";

  private final AvroCodec codec;
  private final Producer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /** Connects to a broker and a schema registry. */
  public LogProducer(String servers, String registry) {
    this.codec = AvroCodec.of(Map.of("schema.registry.url", registry), false);
    codec.prepare(
      List.of(
        Topics.DEPLOYMENT_COMMANDS.name(),
        Topics.AUTHCONFIG_COMMANDS.name(),
        Topics.AUTHCONFIG_KEYS.name(),
        Topics.USAGE_RECORDS.name()
      )
    );
    Map<String, Object> config = Map.of(
      CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
      servers,
      ProducerConfig.ACKS_CONFIG,
      "all"
    );
    this.producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Appends a command. */
  public void append(TopicSpec topic, Command command) {
    CommandMeta meta = command.getMeta();
    send(topic, meta.getTenantId(), codec.encode(topic.name(), command), RecordHeaders.of(command, meta, SOURCE));
  }

  /** Appends a data key. */
  public void append(WrappedDataKey key) {
    TopicSpec topic = Topics.AUTHCONFIG_KEYS;
    Headers headers = RecordHeaders.cloudEvent(key, key.getKeyId(), key.getObjectId(), key.getCreatedAt(), SOURCE);
    send(topic, key.getKeyId(), codec.encode(topic.name(), key), headers);
  }

  /** Appends a usage record. */
  public void append(UsageEvent use) {
    TopicSpec topic = Topics.USAGE_RECORDS;
    byte[] value = codec.encode(topic.name(), use);
    Headers headers = RecordHeaders.cloudEvent(use, use.getRecordId(), use.getRecordId(), use.getRecordedAt(), SOURCE);
    send(topic, use.getProviderDeploymentId(), value, headers);
  }

  /** Waits until all records are acknowledged. */
  public void flush() {
    producer.flush();
    throwIfFailed();
  }

  private void send(TopicSpec topic, String key, byte[] value, Headers headers) {
    throwIfFailed();
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    var _ = producer.send(new ProducerRecord<>(topic.name(), null, bytes, value, headers), (position, error) -> {
      if (error != null) {
        failure.compareAndSet(null, error);
      }
    });
  }

  private void throwIfFailed() {
    Exception failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException("cannot append to the log", failed);
    }
  }

  @Override
  public void close() {
    producer.close();
    codec.close();
  }
}
