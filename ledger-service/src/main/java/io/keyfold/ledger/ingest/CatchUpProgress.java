package io.keyfold.ledger.ingest;

import io.keyfold.platform.log.view.ViewProgress;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/**
 * Progress up to the end of the log at the time when the store was opened.
 *
 * @param from positions at that time
 * @param now current positions
 * @param ends the end offsets at that time; empty if not known yet
 */
record CatchUpProgress(Map<TopicPartition, Long> from, Map<TopicPartition, Long> now, Map<TopicPartition, Long> ends) {
  static final CatchUpProgress UNKNOWN = new CatchUpProgress(Map.of(), Map.of(), Map.of());

  CatchUpProgress {
    from = Map.copyOf(from);
    now = Map.copyOf(now);
    ends = Map.copyOf(ends);
  }

  CatchUpProgress at(Map<TopicPartition, Long> positions) {
    return new CatchUpProgress(from, positions, ends);
  }

  boolean isReached() {
    return (
      !ends.isEmpty() &&
      ends
        .entrySet()
        .stream()
        .allMatch(end -> now.getOrDefault(end.getKey(), 0L) >= end.getValue())
    );
  }

  /** {@return the progress on one topic} */
  ViewProgress of(String topic) {
    return of(partition -> partition.topic().equals(topic));
  }

  /** {@return the progress on all topics} */
  ViewProgress total() {
    return of(partition -> true);
  }

  private ViewProgress of(Predicate<TopicPartition> partitions) {
    long total = 0;
    long folded = 0;
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      if (partitions.test(end.getKey())) {
        long start = from.getOrDefault(end.getKey(), 0L);
        total += Math.max(0, end.getValue() - start);
        folded += Math.max(0, Math.min(end.getValue(), now.getOrDefault(end.getKey(), 0L)) - start);
      }
    }
    return new ViewProgress(folded, total);
  }
}
