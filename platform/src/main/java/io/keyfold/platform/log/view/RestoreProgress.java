package io.keyfold.platform.log.view;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** How much of the log has been folded while stores are brought up to its end. Thread-safe. */
final class RestoreProgress implements StateRestoreListener {

  private final Map<TopicPartition, Catching> partitions = new ConcurrentHashMap<>();

  private record Catching(long from, long at, long to) {}

  @Override
  public void onRestoreStart(TopicPartition partition, String store, long from, long to) {
    partitions.put(partition, new Catching(from, from, to));
  }

  @Override
  public void onBatchRestored(TopicPartition partition, String store, long at, long records) {
    partitions.computeIfPresent(partition, (same, was) -> new Catching(was.from(), at + 1, was.to()));
  }

  @Override
  public void onRestoreEnd(TopicPartition partition, String store, long records) {
    partitions.computeIfPresent(partition, (same, was) -> new Catching(was.from(), was.to(), was.to()));
  }

  /** {@return per topic what is folded, and what was to be folded, in offsets} */
  Map<String, ViewProgress> byTopic() {
    Map<String, ViewProgress> topics = new TreeMap<>();
    partitions.forEach((partition, it) ->
      topics.merge(
        partition.topic(),
        new ViewProgress(Math.min(it.at(), it.to()) - it.from(), it.to() - it.from()),
        ViewProgress::plus
      )
    );
    return topics;
  }
}
