package io.keyfold.session.spool;

import java.util.Map;

/**
 * What Kafka has acknowledged.
 *
 * @param sequence everything up to this sequence
 * @param positions per partition, the last offset that this spool wrote
 */
record Acknowledged(long sequence, Map<Integer, Long> positions) {
  /** Nothing yet. */
  static final Acknowledged NOTHING = new Acknowledged(0, Map.of());

  /** Copies the positions. */
  Acknowledged {
    positions = Map.copyOf(positions);
  }
}
