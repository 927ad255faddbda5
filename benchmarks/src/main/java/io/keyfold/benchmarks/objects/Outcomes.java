package io.keyfold.benchmarks.objects;

import io.keyfold.platform.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Counts what the services decided, by type of event, from when it is made. Confined to one thread. */
final class Outcomes implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String REJECTED = "CommandRejected";

  private final Map<String, Long> counts = new HashMap<>();
  private final Consumer<byte[], byte[]> consumer;

  Outcomes(String servers) {
    Map<String, Object> config = Map.of(
      CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
      servers,
      ConsumerConfig.ISOLATION_LEVEL_CONFIG,
      "read_committed"
    );
    this.consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions = List.of(Topics.DEPLOYMENT_EVENTS, Topics.AUTHCONFIG_EVENTS)
      .stream()
      .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
      .map(info -> new TopicPartition(info.topic(), info.partition()))
      .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    // Seeking is lazy: without this it would begin wherever the end is at the first poll.
    partitions.forEach(consumer::position);
  }

  /**
   * Returns when so many events of the type came.
   *
   * @throws IllegalStateException if a command is refused, or nothing comes any more
   */
  void await(String type, long count) {
    long last = System.nanoTime();
    while (counts.getOrDefault(type, 0L) < count) {
      boolean some = poll();
      last = some ? System.nanoTime() : last;
      if (System.nanoTime() - last > PATIENCE.toNanos()) {
        throw new IllegalStateException("nothing is decided any more: " + counts + ", wanted " + count + " " + type);
      }
    }
  }

  private boolean poll() {
    var records = consumer.poll(POLL);
    for (ConsumerRecord<byte[], byte[]> record : records) {
      Header type = record.headers().lastHeader("ce_type");
      if (type != null) {
        String name = new String(type.value(), StandardCharsets.UTF_8);
        counts.merge(name.substring(name.lastIndexOf('.') + 1), 1L, Long::sum);
      }
    }
    if (counts.containsKey(REJECTED)) {
      throw new IllegalStateException("a command was refused: " + counts);
    }
    return !records.isEmpty();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
