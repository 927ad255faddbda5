package io.keyfold.authconfig.versions;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.web.DurationField;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The grace period in a request: an ISO 8601 duration with a maximum. */
public final class GracePeriod {

  /** Longest grace period of a credential. */
  public static final Duration MAX = Duration.ofDays(366);

  private GracePeriod() {}

  /**
   * {@return the end of the grace period; null if the request has none}
   *
   * @throws ApiException {@code invalid_data} at {@code grace_period}
   */
  public static @Nullable Instant end(@Nullable String period, Instant from) {
    return period == null ? null : from.plus(parse(period, MAX, "P7D"));
  }

  /**
   * {@return the duration}
   *
   * @param max longest duration
   * @param example a duration to name in the error
   * @throws ApiException {@code invalid_data} at {@code grace_period}
   */
  public static Duration parse(String period, Duration max, String example) {
    return DurationField.parse(period, max, example, "grace_period");
  }
}
