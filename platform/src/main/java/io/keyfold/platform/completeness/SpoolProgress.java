package io.keyfold.platform.completeness;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The last watermark of a spool.
 *
 * @param until every operation of the spool that started before this time is on the topic of usage records
 * @param positions last offset that the spool wrote, by partition
 */
public record SpoolProgress(Instant until, Map<Integer, Long> positions) {
  /** Copies the positions. */
  public SpoolProgress {
    positions = Map.copyOf(positions);
  }

  /** {@return this watermark, with positions not below those of an earlier one} */
  SpoolProgress atLeast(SpoolProgress before) {
    Map<Integer, Long> highest = new HashMap<>(positions);
    before.positions.forEach((partition, offset) -> highest.merge(partition, offset, Math::max));
    return new SpoolProgress(until, highest);
  }

  /** {@return whether the read model includes all positions of this watermark} */
  boolean reached(Map<Integer, Long> progress) {
    return positions
      .entrySet()
      .stream()
      .allMatch(at -> progress.getOrDefault(at.getKey(), 0L) > at.getValue());
  }

  /** {@return whether the spool shut down in order and has not returned} */
  boolean signedOff() {
    return until.equals(SpoolShutdown.AT);
  }
}
