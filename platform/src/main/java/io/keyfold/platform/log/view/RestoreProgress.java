package io.keyfold.platform.log.view;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** Tracks the progress of the initial catch-up of stores. Thread-safe. */
final class RestoreProgress implements StateRestoreListener {

  private final Map<TopicPartition, Range> partitions = new ConcurrentHashMap<>();

  private record Range(long from, long at, long to) {}

  @Override
  public void onRestoreStart(TopicPartition partition, String store, long from, long to) {
    partitions.put(partition, new Range(from, from, to));
  }

  @Override
  public void onBatchRestored(TopicPartition partition, String store, long at, long records) {
    partitions.computeIfPresent(partition, (key, range) -> new Range(range.from(), at + 1, range.to()));
  }

  @Override
  public void onRestoreEnd(TopicPartition partition, String store, long records) {
    partitions.computeIfPresent(partition, (key, range) -> new Range(range.from(), range.to(), range.to()));
  }

  /** {@return the progress per topic, in offsets} */
  Map<String, ViewProgress> byTopic() {
    Map<String, ViewProgress> topics = new TreeMap<>();
    partitions.forEach((partition, range) ->
      topics.merge(
        partition.topic(),
        new ViewProgress(Math.min(range.at(), range.to()) - range.from(), range.to() - range.from()),
        ViewProgress::plus
      )
    );
    return topics;
  }
}
