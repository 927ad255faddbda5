package io.keyfold.authconfig.versions;

import io.keyfold.platform.error.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** The grace period in a request: an ISO 8601 duration of at most 366 days. */
public final class GracePeriod {

  /** Longest grace period. */
  public static final Duration MAX = Duration.ofDays(366);

  private GracePeriod() {}

  /**
   * {@return the end of the grace period; null if the request has none}
   *
   * @throws ApiException {@code invalid_data} at {@code grace_period}
   */
  public static @Nullable Instant end(@Nullable String period, Instant from) {
    if (period == null) {
      return null;
    }
    Duration duration;
    try {
      duration = Duration.parse(period);
    } catch (DateTimeParseException e) {
      throw invalid();
    }
    if (duration.isNegative() || duration.compareTo(MAX) > 0) {
      throw invalid();
    }
    return from.plus(duration);
  }

  private static ApiException invalid() {
    return ApiException.invalid("format", "Must be an ISO 8601 duration of at most P366D, e.g. P7D", "grace_period");
  }
}
