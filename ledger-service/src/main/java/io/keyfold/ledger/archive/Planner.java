package io.keyfold.ledger.archive;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Decides where the next step of an archive ends. Pure. */
final class Planner {

  /** Number of files at which a step ends, unless a single day has more: a manifest lists them all. */
  static final long MAX_FILES = 10_000;

  private static final Duration DAY = Duration.ofDays(1);

  private Planner() {}

  /** {@return the last midnight up to which everything is complete} */
  static Instant midnight(Instant completeUntil) {
    return completeUntil.truncatedTo(ChronoUnit.DAYS);
  }

  /**
   * {@return where the next step ends; empty if it is not due}
   *
   * @param previous where the last step ended; null for the first one
   * @param until the last midnight up to which everything is complete
   * @param files number of files of the rows before that midnight that are not archived, by day
   */
  static Optional<Instant> before(@Nullable Instant previous, Instant until, SortedMap<LocalDate, Long> files) {
    if (previous != null && !until.isAfter(previous)) {
      return Optional.empty();
    }
    long total = 0;
    Instant before = until;
    for (Map.Entry<LocalDate, Long> day : files.entrySet()) {
      Instant start = day.getKey().atStartOfDay(ZoneOffset.UTC).toInstant();
      if (total > 0 && total + day.getValue() > MAX_FILES) {
        before = start;
        break;
      }
      total += day.getValue();
    }
    // A step never goes back, also if many rows came late.
    return Optional.of(previous == null || before.isAfter(previous) ? before : previous.plus(DAY));
  }
}
