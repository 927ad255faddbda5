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

/** What is on the log since a point in time, read from Kafka. */
final class EventLog {

  private static final List<String> TOPICS = List.of(
    "deployment.events",
    "authconfig.events",
    "session.events",
    "usage.records"
  );
  /** With its milliseconds also where they are zero, which {@link Instant#toString()} leaves out. */
  static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  private static final Duration BOUND = Duration.ofSeconds(10);

  private final Addresses addresses;

  EventLog(Addresses addresses) {
    this.addresses = addresses;
  }

  /** {@return a row per event since then, by time: time, topic, position, type, what it is about} */
  Table since(Instant from) throws IOException, InterruptedException {
    List<ConsumerRecord<String, byte[]>> records = read(from);
    records.sort(Comparator.comparingLong(ConsumerRecord::timestamp));
    Table table = new Table("time", "topic", "position", "event", "about");
    try (ExternalReader stranger = new ExternalReader(addresses.registryUrl())) {
      for (ConsumerRecord<String, byte[]> entry : records) {
        if (entry.value() == null || entry.key().equals("tnt_platform")) {
          continue;
        }
        GenericRecord event = stranger.decode(entry.value());
        String time = TIME.format(Instant.ofEpochMilli(entry.timestamp()));
        String position = entry.partition() + "/" + entry.offset();
        table.row(time, entry.topic(), position, event.getSchema().getName(), about(event));
      }
    }
    return table;
  }

  private List<ConsumerRecord<String, byte[]>> read(Instant from) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try (var consumer = new KafkaConsumer<>(client(), new StringDeserializer(), new ByteArrayDeserializer())) {
      Map<TopicPartition, Long> starts = new HashMap<>();
      for (String topic : TOPICS) {
        consumer
          .partitionsFor(topic, BOUND)
          .forEach(info -> starts.put(new TopicPartition(topic, info.partition()), from.toEpochMilli()));
      }
      Map<TopicPartition, Long> ends = consumer.endOffsets(starts.keySet(), BOUND);
      Map<TopicPartition, OffsetAndTimestamp> offsets = consumer.offsetsForTimes(starts, BOUND);
      consumer.assign(starts.keySet());
      starts.keySet().forEach(partition -> {
        OffsetAndTimestamp start = offsets.get(partition);
        consumer.seek(partition, start == null ? end(ends, partition) : start.offset());
      });
      long deadline = System.nanoTime() + BOUND.toNanos();
      while (behind(consumer, ends) && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  private static boolean behind(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
    return ends
      .entrySet()
      .stream()
      .anyMatch(end -> consumer.position(end.getKey(), BOUND) < end.getValue());
  }

  private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
    return ends.getOrDefault(partition, 0L);
  }

  /** Every event of ours has an envelope; a metered act names its deployment and tool instead. */
  private static String about(GenericRecord event) {
    if (event.hasField("meta") && event.get("meta") instanceof GenericRecord meta) {
      return meta.get("object_id") + " v" + meta.get("version");
    }
    Object tool = event.hasField("tool") ? event.get("tool") : null;
    String what = event.get("provider_deployment_id") + " " + event.get("meter");
    return tool == null ? what : what + " " + tool + " " + event.get("outcome");
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
