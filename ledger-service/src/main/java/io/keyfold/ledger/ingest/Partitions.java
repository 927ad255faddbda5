package io.keyfold.ledger.ingest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The partitions of the topic, all assigned to a consumer.
 *
 * @param consumer the consumer
 * @param all the partitions
 */
record Partitions(Consumer<byte[], byte[]> consumer, List<TopicPartition> all) {
  /** Assigns all partitions, from these positions; partitions without one are read from their start. */
  static Partitions assign(Consumer<byte[], byte[]> consumer, String topic, Map<Integer, Long> positions) {
    List<TopicPartition> all = consumer
      .partitionsFor(topic)
      .stream()
      .map(info -> new TopicPartition(topic, info.partition()))
      .toList();
    consumer.assign(all);
    consumer
      .beginningOffsets(all)
      .forEach((partition, begin) -> consumer.seek(partition, positions.getOrDefault(partition.partition(), begin)));
    return new Partitions(consumer, all);
  }

  /** {@return the position before which all committed records were polled, by partition} */
  Map<Integer, Long> positions() {
    Map<Integer, Long> positions = new HashMap<>();
    all.forEach(partition -> positions.put(partition.partition(), consumer.position(partition)));
    return positions;
  }

  /** {@return the end offset of committed records, by partition} */
  Map<Integer, Long> ends() {
    Map<Integer, Long> ends = new HashMap<>();
    consumer.endOffsets(all).forEach((partition, end) -> ends.put(partition.partition(), end));
    return ends;
  }
}
