package io.keyfold.platform.log.endoffset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The leader of a partition, as reported by a broker.
 *
 * @param leader id of the leader, or {@link #NONE}
 * @param epoch leader epoch, incremented by each election (KIP-101)
 * @param replicas ids of the brokers with a replica, including those that are down
 */
record Leadership(int leader, int epoch, List<Integer> replicas) {
  /** The leader id of a partition without a leader. */
  static final int NONE = -1;

  Leadership {
    replicas = List.copyOf(replicas);
  }

  boolean hasLeader() {
    return leader != NONE;
  }

  /** {@return whether this reflects a later election, or the result of one that the other does not know} */
  boolean isNewerThan(@Nullable Leadership other) {
    return other == null || epoch > other.epoch || (epoch == other.epoch && hasLeader() && !other.hasLeader());
  }
}
