package io.keyfold.platform.log.endoffset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a broker says of who leads a partition.
 *
 * @param leader the broker that leads, or {@link #NOBODY}
 * @param epoch rises with each election (KIP-101)
 * @param replicas the brokers that have a copy, those that are down included
 */
record Leadership(int leader, int epoch, List<Integer> replicas) {
  /** The leader of a partition that has none. */
  static final int NOBODY = -1;

  Leadership {
    replicas = List.copyOf(replicas);
  }

  boolean isLed() {
    return leader != NOBODY;
  }

  /** {@return whether this knows of an election, or of its result, that the other does not know of} */
  boolean isNewerThan(@Nullable Leadership other) {
    return other == null || epoch > other.epoch || (epoch == other.epoch && isLed() && !other.isLed());
  }
}
