package io.keyfold.platform.web;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A filter by time. Compares whole milliseconds, as in JSON, so a time that a caller received is neither above nor
 * below itself.
 *
 * @param gt only times after this one
 * @param lt only times before this one
 */
public record TimeRange(@Nullable Instant gt, @Nullable Instant lt) {
  /** {@return whether the time is in the range} */
  public boolean contains(Instant time) {
    Instant shown = time.truncatedTo(ChronoUnit.MILLIS);
    return (gt == null || shown.isAfter(gt)) && (lt == null || shown.isBefore(lt));
  }
}
