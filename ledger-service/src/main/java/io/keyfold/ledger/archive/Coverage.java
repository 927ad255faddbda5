package io.keyfold.ledger.archive;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A set of final rows: those of operations and events from a time until another, whose last record is before a position
 * on the log. Rows are final, so each instance that has reached the positions finds the same ones. Of two coverages of an
 * archive, the later one contains the earlier one.
 *
 * @param from where the archive begins: a midnight, UTC; null: there is nothing before
 * @param before where it ends, exclusive: a midnight, UTC
 * @param positions position by partition, by topic; partitions without one have no rows in it
 */
public record Coverage(@Nullable Instant from, Instant before, SortedMap<String, SortedMap<Integer, Long>> positions) {
  /** Copies the positions. */
  public Coverage {
    positions = sorted(positions);
  }

  static Coverage of(@Nullable Instant from, Instant before, Map<String, ? extends Map<Integer, Long>> positions) {
    return new Coverage(from, before, sorted(positions));
  }

  private static SortedMap<String, SortedMap<Integer, Long>> sorted(Map<String, ? extends Map<Integer, Long>> topics) {
    TreeMap<String, SortedMap<Integer, Long>> sorted = new TreeMap<>();
    topics.forEach((topic, partitions) ->
      sorted.put(topic, Collections.unmodifiableSortedMap(new TreeMap<>(partitions)))
    );
    return Collections.unmodifiableSortedMap(sorted);
  }

  /** {@return whether these positions are at or after those of this coverage} */
  boolean isReached(Map<String, ? extends Map<Integer, Long>> folded) {
    return positions
      .entrySet()
      .stream()
      .allMatch(topic -> {
        Map<Integer, Long> partitions = folded.get(topic.getKey());
        return topic
          .getValue()
          .entrySet()
          .stream()
          .allMatch(
            partition -> partitions != null && partitions.getOrDefault(partition.getKey(), 0L) >= partition.getValue()
          );
      });
  }
}
