package io.keyfold.platform.log.view;

import java.util.Map;

/**
 * What a view holds, in one number, and where it was when that was taken.
 *
 * @param digest equal where views hold the same
 * @param positions per partition of the topic, what was folded: everything before this offset
 * @param settled whether nothing was folded while the digest was taken; else it belongs to no position
 */
public record ViewDigest(String digest, Map<Integer, Long> positions, boolean settled) {
  /** Copies the positions. */
  public ViewDigest {
    positions = Map.copyOf(positions);
  }
}
