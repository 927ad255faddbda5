package io.keyfold.chaos.check;

import io.keyfold.chaos.http.Api;
import io.keyfold.chaos.http.Reply;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads the committed records of a topic as any client could: Confluent wire format and the registry's REST API. */
final class TopicReader {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int HEADER_BYTES = 5;

  private final Map<Integer, Schema> schemas = new HashMap<>();
  private final String bootstrapServers;
  private final Api registry;

  TopicReader(HttpClient http, String bootstrapServers, String registryUrl) {
    this.bootstrapServers = bootstrapServers;
    this.registry = new Api(http, registryUrl, "none");
  }

  /** {@return the records of a topic, in order within each partition} Records that cannot be decoded are left out. */
  List<GenericRecord> readCommitted(String topic) throws InterruptedException {
    List<GenericRecord> records = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> raw : read(topic)) {
      GenericRecord record = raw.value() == null ? null : decode(raw.value());
      if (record != null) {
        records.add(record);
      }
    }
    return records;
  }

  private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    Properties config = new Properties();
    config.put("bootstrap.servers", bootstrapServers);
    config.put("isolation.level", "read_committed");
    config.put("enable.auto.commit", "false");
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = consumer
        .partitionsFor(topic, TIMEOUT)
        .stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> endOffsets = consumer.endOffsets(partitions, TIMEOUT);
      long deadline = System.nanoTime() + TIMEOUT.toNanos();
      while (behind(consumer, endOffsets) && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  private static boolean behind(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> endOffsets) {
    return endOffsets
      .entrySet()
      .stream()
      .anyMatch(end -> consumer.position(end.getKey(), TIMEOUT) < end.getValue());
  }

  private @Nullable GenericRecord decode(byte[] value) throws InterruptedException {
    if (value.length < HEADER_BYTES || value[0] != 0) {
      return null;
    }
    Schema schema = schema(ByteBuffer.wrap(value, 1, Integer.BYTES).getInt());
    if (schema == null) {
      return null;
    }
    var decoder = DecoderFactory.get().binaryDecoder(value, HEADER_BYTES, value.length - HEADER_BYTES, null);
    try {
      return new GenericDatumReader<GenericRecord>(schema).read(null, decoder);
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  private @Nullable Schema schema(int id) throws InterruptedException {
    Schema known = schemas.get(id);
    if (known != null) {
      return known;
    }
    Reply reply = registry.get("/schemas/ids/" + id);
    if (!reply.ok()) {
      return null;
    }
    Schema schema = new Schema.Parser().parse(reply.body().path("schema").asString(""));
    schemas.put(id, schema);
    return schema;
  }
}
