package io.keyfold.acceptance.log;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics as bytes, from the start to the end offsets at the time of the call. */
public final class RawTopics {

  private static final Duration BOUND = Duration.ofSeconds(60);

  private final String bootstrapServers;

  /** Creates a reader of these brokers. */
  public RawTopics(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** Passes each committed record of a topic to the consumer. */
  public void committed(String topic, Consumer<ConsumerRecord<byte[], byte[]>> to) {
    read("read_committed", Set.of(topic), to);
  }

  /**
   * {@return the names of all topics, including Kafka's internal ones} Passes each record to the consumer, also those
   * of aborted transactions.
   */
  public Set<String> everything(Consumer<ConsumerRecord<byte[], byte[]>> to) {
    Set<String> topics;
    try (var consumer = consumer("read_uncommitted")) {
      topics = Set.copyOf(consumer.listTopics(BOUND).keySet());
    }
    read("read_uncommitted", topics, to);
    return topics;
  }

  private void read(String isolation, Collection<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> to) {
    try (var consumer = consumer(isolation)) {
      List<TopicPartition> partitions = topics
        .stream()
        .flatMap(topic -> consumer.partitionsFor(topic, BOUND).stream())
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, BOUND);
      long deadline = System.nanoTime() + BOUND.toNanos();
      while (behind(consumer, ends)) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("end offsets were not reached of " + topics);
        }
        consumer.poll(Duration.ofMillis(200)).forEach(to);
      }
    }
  }

  private static boolean behind(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
    return ends
      .entrySet()
      .stream()
      .anyMatch(end -> consumer.position(end.getKey(), BOUND) < end.getValue());
  }

  private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
    Properties config = new Properties();
    config.put("bootstrap.servers", bootstrapServers);
    config.put("isolation.level", isolation);
    config.put("enable.auto.commit", "false");
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
