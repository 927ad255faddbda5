package io.keyfold.ledger.ingest;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * All partitions of the topics, assigned to a consumer.
 *
 * @param consumer the consumer
 * @param all the partitions
 */
record Partitions(Consumer<byte[], byte[]> consumer, List<TopicPartition> all) {
  /** Assigns all partitions, from these positions; partitions without one are read from their start. */
  static Partitions assign(
    Consumer<byte[], byte[]> consumer,
    Collection<String> topics,
    Map<TopicPartition, Long> positions
  ) {
    List<TopicPartition> all = topics
      .stream()
      .flatMap(topic -> consumer.partitionsFor(topic).stream())
      .map(info -> new TopicPartition(info.topic(), info.partition()))
      .toList();
    consumer.assign(all);
    consumer
      .beginningOffsets(all)
      .forEach((partition, begin) -> consumer.seek(partition, positions.getOrDefault(partition, begin)));
    return new Partitions(consumer, all);
  }

  /** {@return the position before which all committed records were polled} */
  Map<TopicPartition, Long> positions() {
    Map<TopicPartition, Long> positions = new HashMap<>();
    all.forEach(partition -> positions.put(partition, consumer.position(partition)));
    return positions;
  }

  /** {@return the end offsets of committed records} */
  Map<TopicPartition, Long> ends() {
    return consumer.endOffsets(all);
  }
}
