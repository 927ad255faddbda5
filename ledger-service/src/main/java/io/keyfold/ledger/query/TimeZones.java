package io.keyfold.ledger.query;

import io.keyfold.platform.error.ApiException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Time zones in requests. */
public final class TimeZones {

  /** Offsets of all time zones are multiples of it, and so are the base buckets of the ledger. */
  private static final int STEP_SECONDS = 15 * 60;

  private TimeZones() {}

  /**
   * {@return the time zone with the name}
   *
   * @param field name of the field or parameter
   * @throws ApiException {@code invalid_data} if it is unknown
   */
  public static ZoneId parse(String name, String field) {
    try {
      ZoneId zone = ZoneId.of(name);
      boolean known =
        zone instanceof ZoneOffset offset
          ? offset.getTotalSeconds() % STEP_SECONDS == 0
          : ZoneId.getAvailableZoneIds().contains(name);
      if (known) {
        return zone;
      }
    } catch (DateTimeException e) {
      // The same error.
    }
    throw ApiException.invalid(
      "unknown_value",
      field + " is the name of a time zone like Asia/Kathmandu, or an offset like +05:45",
      field
    );
  }
}
