package io.keyfold.session.usage.totals;

import io.keyfold.platform.topic.KeyPartitioner;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * Assigns a total to the partition of its records; both are partitioned by deployment. Partitioning by the whole key
 * would spread the totals of one partition of records, and no reader could derive their progress.
 */
public final class DeploymentPartitioner implements StreamPartitioner<byte[], byte[]> {

  @Override
  public Optional<Set<Integer>> partitions(String topic, byte[] key, byte[] value, int count) {
    String deployment = SeriesKey.deployment(new String(key, StandardCharsets.UTF_8));
    return Optional.of(Set.of(KeyPartitioner.partition(deployment, count)));
  }
}
