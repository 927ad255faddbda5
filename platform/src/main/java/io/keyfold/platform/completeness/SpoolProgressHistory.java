package io.keyfold.platform.completeness;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Recent watermarks of a spool, oldest first. Older ones than the last are needed while the records have not reached its
 * positions. They are thinned out with age, so that some remain however long the reader stands still.
 *
 * <p>Kept in memory only: the log, and thus a view, keeps only the last watermark of a spool.
 *
 * @param marks the watermarks, at most {@value #MAX_SIZE}
 */
record SpoolProgressHistory(List<SpoolProgress> marks) {
  /** No watermarks. */
  static final SpoolProgressHistory NONE = new SpoolProgressHistory(List.of());

  private static final int MAX_SIZE = 32;

  SpoolProgressHistory {
    marks = List.copyOf(marks);
  }

  /** {@return this history with one more watermark; unchanged if that is already the last one} */
  SpoolProgressHistory plus(SpoolProgress newest) {
    List<SpoolProgress> updated = new ArrayList<>(marks);
    // A spool that shut down publishes the end of time, which no longer holds once it is back.
    updated.removeIf(mark -> mark.until().isAfter(newest.until()));
    // Equal positions are reached at the same moment, so only the newest of such watermarks is needed.
    if (!updated.isEmpty() && updated.getLast().positions().equals(newest.positions())) {
      updated.removeLast();
    }
    updated.add(newest);
    if (updated.size() > MAX_SIZE) {
      updated.remove(closest(updated));
    }
    return new SpoolProgressHistory(updated);
  }

  // Removes the watermark whose neighbours are closest to each other relative to their age.
  private static int closest(List<SpoolProgress> marks) {
    Instant now = marks.getLast().until();
    int closest = 1;
    double minWeight = Double.MAX_VALUE;
    for (int i = 1; i < marks.size() - 1; i++) {
      double gap = seconds(marks.get(i - 1).until(), marks.get(i + 1).until());
      double weight = gap / (1 + seconds(marks.get(i).until(), now));
      if (weight < minWeight) {
        minWeight = weight;
        closest = i;
      }
    }
    return closest;
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1_000.0;
  }

  /** {@return the time up to which the spool's operations are included; empty if unknown} */
  Optional<Instant> completeUntil(Map<Integer, Long> progress) {
    return marks
      .reversed()
      .stream()
      .filter(mark -> mark.reached(progress))
      .findFirst()
      .map(SpoolProgress::until);
  }
}
