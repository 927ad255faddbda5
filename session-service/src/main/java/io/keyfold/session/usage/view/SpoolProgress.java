package io.keyfold.session.usage.view;

import io.keyfold.session.usage.SpoolShutdown;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The last watermark of a spool.
 *
 * @param until every act of the spool that began before this time is on the records' topic
 * @param positions by partition, the last offset that the spool wrote
 */
public record SpoolProgress(Instant until, Map<Integer, Long> positions) {
  /** Copies the positions. */
  public SpoolProgress {
    positions = Map.copyOf(positions);
  }

  /** {@return this mark, its positions no lower than those of an earlier one} */
  SpoolProgress atLeast(SpoolProgress before) {
    Map<Integer, Long> highest = new HashMap<>(positions);
    before.positions.forEach((partition, offset) -> highest.merge(partition, offset, Math::max));
    return new SpoolProgress(until, highest);
  }

  /** {@return whether the totals have all that this mark counts on} */
  boolean reached(Map<Integer, Long> progress) {
    return positions
      .entrySet()
      .stream()
      .allMatch(at -> progress.getOrDefault(at.getKey(), -1L) >= at.getValue());
  }

  /** {@return whether the spool ended in order and has not come back} */
  boolean signedOff() {
    return until.equals(SpoolShutdown.AT);
  }
}
