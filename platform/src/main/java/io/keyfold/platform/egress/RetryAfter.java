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
    if (header == null) {
      return Optional.empty();
    }
    return parse(header.strip(), now)
      .filter(at -> at.isAfter(now))
      .map(at -> at.isAfter(now.plus(MAX)) ? now.plus(MAX) : at);
  }

  private static Optional<Instant> parse(String text, Instant now) {
    if (SECONDS.matcher(text).matches()) {
      return Optional.of(now.plusSeconds(Long.parseLong(text)));
    }
    try {
      return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
