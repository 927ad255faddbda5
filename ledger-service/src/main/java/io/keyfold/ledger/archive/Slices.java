package io.keyfold.ledger.archive;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Divides a day of a tenant into files. Pure, so that each instance divides it in the same way. */
final class Slices {

  /** Parts of a day between which it can be divided. */
  static final Duration QUARTER = Duration.ofMinutes(15);

  private Slices() {}

  /** {@return the whole day} */
  static Slice day(Dataset dataset, String tenantId, LocalDate date, long rows) {
    Instant midnight = date.atStartOfDay(ZoneOffset.UTC).toInstant();
    return new Slice(dataset, tenantId, date, 0, midnight, midnight.plus(Duration.ofDays(1)), rows);
  }

  /**
   * {@return the parts of the day}
   *
   * @param quarters number of rows by the start of their quarter of an hour
   */
  static List<Slice> parts(Slice day, SortedMap<Instant, Long> quarters, long maxRows) {
    List<Slice> parts = new ArrayList<>();
    Instant from = day.from();
    long rows = 0;
    for (var quarter : quarters.entrySet()) {
      if (rows > 0 && rows + quarter.getValue() > maxRows) {
        parts.add(part(day, parts.size(), from, quarter.getKey(), rows));
        from = quarter.getKey();
        rows = 0;
      }
      rows += quarter.getValue();
    }
    parts.add(part(day, parts.size(), from, day.to(), rows));
    return parts;
  }

  private static Slice part(Slice day, int number, Instant from, Instant to, long rows) {
    return new Slice(day.dataset(), day.tenantId(), day.date(), number, from, to, rows);
  }
}
