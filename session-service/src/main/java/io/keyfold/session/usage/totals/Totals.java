package io.keyfold.session.usage.totals;

import io.keyfold.usage.UsageTotal;
import java.util.Optional;

/** Read access to the current totals of one partition. */
public interface Totals {
  /** {@return the last applied sequence of the spool; 0 if none} */
  long lastSequence(String spoolId);

  /** {@return the key of the total that counts the operation as in progress, if any} */
  Optional<String> openOperation(String recordId);

  /** {@return the total with the key} */
  Optional<UsageTotal> total(String key);
}
