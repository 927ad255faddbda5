package io.keyfold.platform.log.endoffset;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** What one broker answered. */
sealed interface BrokerResponse {
  /** {@return the broker that answered; negative where only its address is known} */
  int broker();

  /**
   * Who leads, as far as the broker knows.
   *
   * @param leaderships of the partitions of the topics that it was asked for
   */
  record Layout(int broker, Map<TopicPartition, Leadership> leaderships) implements BrokerResponse {
    public Layout {
      leaderships = Map.copyOf(leaderships);
    }
  }

  /**
   * Where partitions end that the broker leads.
   *
   * @param offsets of the partitions that it leads in the epoch it was asked for
   * @param refused the others
   */
  record Ends(int broker, Map<TopicPartition, Long> offsets, Set<TopicPartition> refused) implements BrokerResponse {
    public Ends {
      offsets = Map.copyOf(offsets);
      refused = Set.copyOf(refused);
    }
  }
}
