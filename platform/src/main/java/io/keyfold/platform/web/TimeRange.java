package io.keyfold.platform.web;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A filter by time. Compares in whole milliseconds, as the wire shows times: what a caller read back is neither above nor
 * below itself.
 *
 * @param gt only times above it
 * @param lt only times below it
 */
public record TimeRange(@Nullable Instant gt, @Nullable Instant lt) {
  /** {@return whether the time is within} */
  public boolean contains(Instant time) {
    Instant shown = time.truncatedTo(ChronoUnit.MILLIS);
    return (gt == null || shown.isAfter(gt)) && (lt == null || shown.isBefore(lt));
  }
}
