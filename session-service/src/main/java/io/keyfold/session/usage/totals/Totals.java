package io.keyfold.session.usage.totals;

import io.keyfold.usage.UsageTotal;
import java.util.Optional;

/** What the totals of one partition are so far, read only. */
public interface Totals {
  /** {@return the last sequence of the spool that was applied; 0 if none} */
  long lastSequence(String spoolId);

  /** {@return the key of the total in which the act is counted as without an end, if it is} */
  Optional<String> openAct(String recordId);

  /** {@return the total at the key} */
  Optional<UsageTotal> total(String key);
}
