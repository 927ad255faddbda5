package io.keyfold.session.usage.totals;

import io.keyfold.platform.topic.KeyPartitioner;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * Puts a total into the partition that its records are in: both go by the deployment. By the whole key, the totals of one
 * partition of records would be spread, and who has read one of them could not know whether all before it are in.
 */
public final class DeploymentPartitioner implements StreamPartitioner<byte[], byte[]> {

  @Override
  public Optional<Set<Integer>> partitions(String topic, byte[] key, byte[] value, int count) {
    String deployment = SeriesKey.deployment(new String(key, StandardCharsets.UTF_8));
    return Optional.of(Set.of(KeyPartitioner.partition(deployment, count)));
  }
}
