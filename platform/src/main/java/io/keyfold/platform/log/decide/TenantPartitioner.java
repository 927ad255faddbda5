package io.keyfold.platform.log.decide;

import io.keyfold.platform.topic.KeyPartitioner;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Assigns a record to the partition of its tenant: the part of its key before the first {@code /}. */
final class TenantPartitioner implements StreamPartitioner<byte[], byte[]> {

  @Override
  public Optional<Set<Integer>> partitions(String topic, byte[] key, byte[] value, int count) {
    String text = new String(key, StandardCharsets.UTF_8);
    int end = text.indexOf('/');
    return Optional.of(Set.of(KeyPartitioner.partition(end < 0 ? text : text.substring(0, end), count)));
  }
}
