package io.keyfold.session.usage.view;

import io.keyfold.session.usage.SignedOff;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The last watermarks of a spool, oldest first. More than one, since the totals may not yet have what the newest one counts
 * on; and of the older ones fewer and fewer, so that some are left however long the totals stand still.
 *
 * @param marks the watermarks
 * @param offset where the last of them is in its partition
 */
public record SpoolMarks(List<Mark> marks, long offset) {
  /** No watermark yet. */
  static final SpoolMarks NONE = new SpoolMarks(List.of(), -1);

  private static final int MOST = 32;

  /** Copies the marks. */
  public SpoolMarks {
    marks = List.copyOf(marks);
  }

  /**
   * One watermark.
   *
   * @param until every act of the spool that began before this time is on the records' topic
   * @param positions by partition, the last offset that the spool wrote
   */
  public record Mark(Instant until, Map<Integer, Long> positions) {
    /** Copies the positions. */
    public Mark {
      positions = Map.copyOf(positions);
    }

    Mark atLeast(Map<Integer, Long> before) {
      Map<Integer, Long> highest = new HashMap<>(positions);
      before.forEach((partition, offset) -> highest.merge(partition, offset, Math::max));
      return new Mark(until, highest);
    }

    /** {@return whether the totals have all that this mark counts on} */
    boolean reached(Map<Integer, Long> progress) {
      return positions
        .entrySet()
        .stream()
        .allMatch(at -> progress.getOrDefault(at.getKey(), -1L) >= at.getValue());
    }
  }

  /**
   * {@return these and one more} Its positions never fall: a spool that lost its memory of them, with the machine's power, has still
   * written up to there.
   *
   * @param at where the one more is in its partition
   */
  SpoolMarks plus(Mark told, long at) {
    Mark newest = marks.isEmpty() ? told : told.atLeast(marks.getLast().positions());
    List<Mark> kept = new ArrayList<>(marks);
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
    return new SpoolMarks(kept, at);
  }

  // The mark whose neighbours are nearest to each other, in relation to their age, will be missed least.
  private static int closest(List<Mark> marks) {
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

  /** {@return whether the spool ended in order and has not come back} */
  boolean signedOff() {
    return !marks.isEmpty() && marks.getLast().until().equals(SignedOff.AT);
  }

  /** {@return until when the spool's acts are in the totals; nothing if that is not known} */
  Optional<Instant> until(Map<Integer, Long> progress) {
    return marks
      .reversed()
      .stream()
      .filter(mark -> mark.reached(progress))
      .findFirst()
      .map(Mark::until);
  }
}
