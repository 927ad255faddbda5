package io.keyfold.platform.log.endoffset;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** A broker's response. */
sealed interface BrokerResponse {
  /** {@return the id of the broker; negative if only its address is known} */
  int broker();

  /**
   * The leaders of partitions, as the broker knows them.
   *
   * @param leaderships leadership of the partitions of the requested topics
   */
  record Metadata(int broker, Map<TopicPartition, Leadership> leaderships) implements BrokerResponse {
    public Metadata {
      leaderships = Map.copyOf(leaderships);
    }
  }

  /**
   * The end offsets of partitions that the broker leads.
   *
   * @param offsets end offsets of the partitions that it leads in the requested epoch
   * @param refused the other requested partitions
   */
  record EndOffsets(
    int broker,
    Map<TopicPartition, Long> offsets,
    Set<TopicPartition> refused
  ) implements BrokerResponse {
    public EndOffsets {
      offsets = Map.copyOf(offsets);
      refused = Set.copyOf(refused);
    }
  }
}
