package io.keyfold.ledger.store;

import io.keyfold.ledger.audit.AuditEntry;
import io.keyfold.ledger.operations.Changes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * What a batch of records changes. All of it is applied in one transaction.
 *
 * @param usage what its usage records change
 * @param events its events, which are only appended
 * @param positions position up to which the partitions are folded with the batch
 */
public record Batch(Changes usage, List<Located> events, Map<TopicPartition, Long> positions) {
  /**
   * An audit entry and where its event is on the log.
   *
   * @param entry the entry
   * @param at its partition
   * @param offset its offset
   */
  public record Located(AuditEntry entry, TopicPartition at, long offset) {}

  /** {@return a batch without records} Positions move without records too. */
  public static Batch without(Map<TopicPartition, Long> positions) {
    return new Batch(new Changes(List.of(), List.of(), Set.of(), Map.of()), List.of(), positions);
  }

  /** Copies the collections. */
  public Batch {
    events = List.copyOf(events);
    positions = Map.copyOf(positions);
  }
}
