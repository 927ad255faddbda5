package io.keyfold.benchmarks.refresh;

import io.keyfold.benchmarks.kafka.Clients;
import io.keyfold.platform.topic.TopicSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Measures what is appended to a topic from its creation on. Confined to one thread. */
final class LogGrowth implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final TopicSpec topic;
  private final Consumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> start;

  LogGrowth(String servers, TopicSpec topic) {
    this.topic = topic;
    this.consumer = new Clients(servers).consumerFromEnd(List.of(topic.name()));
    this.start = consumer.endOffsets(consumer.assignment());
  }

  /**
   * What was appended.
   *
   * @param topic the topic
   * @param records number of records
   * @param bytes their keys, values and headers
   * @param markers ends of transactions in its partitions
   */
  record Growth(String topic, long records, long bytes, long markers) {}

  Growth measure() {
    Map<TopicPartition, Long> end = consumer.endOffsets(consumer.assignment());
    long records = 0;
    long bytes = 0;
    while (
      end
        .entrySet()
        .stream()
        .anyMatch(each -> consumer.position(each.getKey()) < each.getValue())
    ) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        records++;
        bytes += size(record);
      }
    }
    long offsets = end
      .entrySet()
      .stream()
      .mapToLong(each -> each.getValue() - start.getOrDefault(each.getKey(), 0L))
      .sum();
    return new Growth(topic.name(), records, bytes, offsets - records);
  }

  private static long size(ConsumerRecord<byte[], byte[]> record) {
    long bytes = Math.max(0L, record.serializedKeySize()) + Math.max(0L, record.serializedValueSize());
    for (var header : record.headers()) {
      bytes += header.key().length() + (header.value() == null ? 0L : header.value().length);
    }
    return bytes;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
