package io.keyfold.session.usage.totals;

import io.keyfold.usage.UsageTotal;
import java.time.Instant;
import java.util.Optional;

/** Read access to the current totals of one partition. */
public interface Totals {
  /** {@return the last applied sequence of the spool; 0 if none} */
  long lastSequence(String spoolId);

  /** {@return the key of the total that counts the operation as in progress, if any} */
  Optional<String> openOperation(String recordId);

  /** {@return the total with the key} */
  Optional<UsageTotal> total(String key);

  /** {@return the key under which new operations of the series count: the series' own, or one for late operations} */
  String keyOf(String series);

  /** {@return the time before which totals may be forgotten; the start of their bucket decides} */
  Instant horizon();
}
