package io.keyfold.session.usage.view;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a spool told of late, oldest first. More than its last mark, since the totals may not yet have what that one counts
 * on; and of the older ones fewer and fewer, so that some are left however long the totals stand still.
 *
 * <p>In memory alone: the log keeps only the last watermark of a spool, and a view has what the log has.
 *
 * @param marks the marks, {@value #MOST} at most
 */
record SpoolProgressHistory(List<SpoolProgress> marks) {
  /** No mark yet. */
  static final SpoolProgressHistory NONE = new SpoolProgressHistory(List.of());

  private static final int MOST = 32;

  SpoolProgressHistory {
    marks = List.copyOf(marks);
  }

  /** {@return these and one more; nothing changes by one that is the last of them} */
  SpoolProgressHistory plus(SpoolProgress newest) {
    List<SpoolProgress> kept = new ArrayList<>(marks);
    // A spool that signed off speaks of the end of time; once it is back, that no longer holds.
    kept.removeIf(mark -> mark.until().isAfter(newest.until()));
    // The same positions are reached at the same moment: of such marks the newest says it all.
    if (!kept.isEmpty() && kept.getLast().positions().equals(newest.positions())) {
      kept.removeLast();
    }
    kept.add(newest);
    if (kept.size() > MOST) {
      kept.remove(closest(kept));
    }
    return new SpoolProgressHistory(kept);
  }

  // The mark whose neighbours are nearest to each other, in relation to their age, will be missed least.
  private static int closest(List<SpoolProgress> marks) {
    Instant now = marks.getLast().until();
    int closest = 1;
    double least = Double.MAX_VALUE;
    for (int i = 1; i < marks.size() - 1; i++) {
      double gap = seconds(marks.get(i - 1).until(), marks.get(i + 1).until());
      double weight = gap / (1 + seconds(marks.get(i).until(), now));
      if (weight < least) {
        least = weight;
        closest = i;
      }
    }
    return closest;
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1_000.0;
  }

  /** {@return until when the spool's acts are in the totals; nothing if that is not known} */
  Optional<Instant> until(Map<Integer, Long> progress) {
    return marks
      .reversed()
      .stream()
      .filter(mark -> mark.reached(progress))
      .findFirst()
      .map(SpoolProgress::until);
  }
}
