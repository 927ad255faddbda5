package io.keyfold.platform.web;

import io.keyfold.platform.error.ApiException;
import java.time.Duration;
import java.time.format.DateTimeParseException;

/** A field of a request that is an ISO 8601 duration with a maximum. */
public final class DurationField {

  private DurationField() {}

  /**
   * {@return the duration, which is not negative}
   *
   * @param text the field's value
   * @param max longest duration
   * @param example a duration to name in the error
   * @param field the field's name
   * @throws ApiException {@code invalid_data} at the field
   */
  public static Duration parse(String text, Duration max, String example, String field) {
    try {
      Duration duration = Duration.parse(text);
      if (!duration.isNegative() && duration.compareTo(max) <= 0) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      throw invalid(max, example, field);
    }
    throw invalid(max, example, field);
  }

  /** {@return the duration in ISO 8601, in days if it has no smaller part} */
  public static String text(Duration duration) {
    return duration.equals(Duration.ofDays(duration.toDays())) ? "P" + duration.toDays() + "D" : duration.toString();
  }

  private static ApiException invalid(Duration max, String example, String field) {
    String message = "Must be an ISO 8601 duration of at most " + text(max) + ", e.g. " + example;
    return ApiException.invalid("format", message, field);
  }
}
