package io.keyfold.platform.log.view;

import java.util.Map;

/**
 * A digest of a view's content and the positions it belongs to.
 *
 * @param digest equal for views with equal content
 * @param positions per partition of the topic, the offset before which all records are folded
 * @param settled whether nothing was folded while the digest was computed; otherwise it matches no position
 */
public record ViewDigest(String digest, Map<Integer, Long> positions, boolean settled) {
  /** Copies the positions. */
  public ViewDigest {
    positions = Map.copyOf(positions);
  }
}
