package io.keyfold.ledger.operations;

import java.util.Collection;
import java.util.Map;

/** Read access to what the ledger has folded before a batch. */
public interface Known {
  /** {@return the last folded sequence of the spool on the partition; 0 if none} */
  long lastSequence(Spool spool);

  /** {@return those of the operations that are started and not completed, by record id} */
  Map<String, Operation> open(Collection<String> recordIds);
}
