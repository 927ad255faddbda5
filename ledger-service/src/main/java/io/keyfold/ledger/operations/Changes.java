package io.keyfold.ledger.operations;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a batch of usage records changes.
 *
 * @param ended operations that ended, which never change again
 * @param opened operations that began and have not ended
 * @param closed ids of operations that were open before the batch and ended in it
 * @param sequences last folded sequence by spool
 */
public record Changes(List<Operation> ended, List<Operation> opened, Set<String> closed, Map<Spool, Long> sequences) {
  /** Copies the collections. */
  public Changes {
    ended = List.copyOf(ended);
    opened = List.copyOf(opened);
    closed = Set.copyOf(closed);
    sequences = Map.copyOf(sequences);
  }
}
