package io.keyfold.platform.egress;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the response header {@code Retry-After} (RFC 9110, 10.2.3): seconds, or a date. */
public final class RetryAfter {

  /** A server cannot postpone the next request for longer. */
  public static final Duration MAX = Duration.ofHours(24);

  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

  private RetryAfter() {}

  /** {@return the time; empty for other text. It is after now, by at most {@link #MAX}} */
  public static Optional<Instant> read(@Nullable String header, Instant now) {
    return delay(header, now).filter(Duration::isPositive).map(now::plus);
  }

  /** {@return the time from now, at most {@link #MAX}; zero if it has passed; empty for other text} */
  public static Optional<Duration> delay(@Nullable String header, Instant now) {
    return header == null ? Optional.empty() : parse(header.strip(), now).map(RetryAfter::bounded);
  }

  private static Duration bounded(Duration delay) {
    return delay.isNegative() ? Duration.ZERO : delay.compareTo(MAX) > 0 ? MAX : delay;
  }

  private static Optional<Duration> parse(String text, Instant now) {
    if (SECONDS.matcher(text).matches()) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(Duration.between(now, at));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
