package io.keyfold.session.usage.totals;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** Poll results for tests. */
final class Polls {

  private Polls() {}

  /** {@return that number of records of the topic's first partition, from its start} */
  static ConsumerRecords<byte[], byte[]> of(String topic, int records) {
    List<ConsumerRecord<byte[], byte[]>> polled = IntStream.range(0, records)
      .mapToObj(offset -> new ConsumerRecord<>(topic, 0, offset, new byte[0], new byte[0]))
      .toList();
    return new ConsumerRecords<>(Map.of(new TopicPartition(topic, 0), polled), Map.of());
  }
}
