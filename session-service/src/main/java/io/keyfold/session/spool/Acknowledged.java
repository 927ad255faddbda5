package io.keyfold.session.spool;

import java.util.Map;

/**
 * Records that Kafka has acknowledged.
 *
 * @param sequence everything up to this sequence
 * @param positions last offset that this spool wrote, by partition
 */
record Acknowledged(long sequence, Map<Integer, Long> positions) {
  /** Nothing is acknowledged yet. */
  static final Acknowledged NOTHING = new Acknowledged(0, Map.of());

  /** Copies the positions. */
  Acknowledged {
    positions = Map.copyOf(positions);
  }
}
