package io.keyfold.standalone.demo;

import io.keyfold.standalone.boot.Addresses;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the events since a point in time from Kafka. */
final class EventLog {

  private static final List<String> TOPICS = List.of(
    "deployment.events",
    "authconfig.events",
    "session.events",
    "ledger.events",
    "usage.records"
  );
  /** Always with milliseconds, which {@link Instant#toString()} omits if they are zero. */
  static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Addresses addresses;

  EventLog(Addresses addresses) {
    this.addresses = addresses;
  }

  /** {@return a row per event, by time: time, topic, partition and offset, type, subject} */
  Table since(Instant from) throws IOException, InterruptedException {
    List<ConsumerRecord<String, byte[]>> records = read(from);
    records.sort(Comparator.comparingLong(ConsumerRecord::timestamp));
    Table table = new Table("time", "topic", "position", "event", "about");
    try (ExternalReader reader = new ExternalReader(addresses.registryUrl())) {
      for (ConsumerRecord<String, byte[]> record : records) {
        if (record.value() == null || record.key().equals("tnt_platform")) {
          continue;
        }
        GenericRecord event = reader.decode(record.value());
        String time = TIME.format(Instant.ofEpochMilli(record.timestamp()));
        String position = record.partition() + "/" + record.offset();
        table.row(time, record.topic(), position, event.getSchema().getName(), subject(event));
      }
    }
    return table;
  }

  private List<ConsumerRecord<String, byte[]>> read(Instant from) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try (var consumer = new KafkaConsumer<>(client(), new StringDeserializer(), new ByteArrayDeserializer())) {
      Map<TopicPartition, Long> startTimes = new HashMap<>();
      for (String topic : TOPICS) {
        consumer
          .partitionsFor(topic, TIMEOUT)
          .forEach(info -> startTimes.put(new TopicPartition(topic, info.partition()), from.toEpochMilli()));
      }
      Map<TopicPartition, Long> endOffsets = consumer.endOffsets(startTimes.keySet(), TIMEOUT);
      Map<TopicPartition, OffsetAndTimestamp> offsets = consumer.offsetsForTimes(startTimes, TIMEOUT);
      consumer.assign(startTimes.keySet());
      startTimes.keySet().forEach(partition -> {
        OffsetAndTimestamp start = offsets.get(partition);
        consumer.seek(partition, start == null ? endOffset(endOffsets, partition) : start.offset());
      });
      long deadline = System.nanoTime() + TIMEOUT.toNanos();
      while (isBehind(consumer, endOffsets) && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  private static boolean isBehind(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> endOffsets) {
    return endOffsets
      .entrySet()
      .stream()
      .anyMatch(end -> consumer.position(end.getKey(), TIMEOUT) < end.getValue());
  }

  private static long endOffset(Map<TopicPartition, Long> endOffsets, TopicPartition partition) {
    return endOffsets.getOrDefault(partition, 0L);
  }

  /** {@return the object and version of an event, or the deployment, meter and tool of a usage record} */
  private static String subject(GenericRecord event) {
    if (event.hasField("meta") && event.get("meta") instanceof GenericRecord meta) {
      return meta.get("object_id") + " v" + meta.get("version");
    }
    Object tool = event.hasField("tool") ? event.get("tool") : null;
    String usage = event.get("provider_deployment_id") + " " + event.get("meter");
    return tool == null ? usage : usage + " " + tool + " " + event.get("outcome");
  }

  private Properties client() {
    Properties config = new Properties();
    config.put("bootstrap.servers", addresses.kafka());
    config.put("isolation.level", "read_committed");
    config.put("enable.auto.commit", "false");
    config.put("metric.reporters", "");
    return config;
  }
}
