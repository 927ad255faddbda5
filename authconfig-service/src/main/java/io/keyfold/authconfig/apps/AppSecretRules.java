package io.keyfold.authconfig.apps;

import io.keyfold.platform.error.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Rules of requests that a JSON Schema does not express. */
final class AppSecretRules {

  private static final Duration MAX_GRACE = Duration.ofDays(366);

  private AppSecretRules() {}

  static void requireOne(@Nullable SubmittedSecret secret, @Nullable SubmittedSecret privateKey, String path) {
    if ((secret == null) == (privateKey == null)) {
      throw ApiException.invalid("required", "Set either client_secret or private_key", path.split("\\."));
    }
  }

  /** A client id or a grace period without a secret would be ignored. */
  static void requireNoRotation(UpdateAppBody body) {
    if (body.clientId().value() != null) {
      throw ApiException.invalid("required", "A new client_id needs its client_secret", "client_secret");
    }
    if (body.gracePeriod().value() != null) {
      throw ApiException.invalid("required", "A grace_period needs a new client_secret", "client_secret");
    }
  }

  /** {@return the end of the grace period; null if it is not limited} */
  static @Nullable Instant graceEnd(@Nullable String period, Instant from) {
    if (period == null) {
      return null;
    }
    try {
      Duration duration = Duration.parse(period);
      if (!duration.isNegative() && duration.compareTo(MAX_GRACE) <= 0) {
        return from.plus(duration);
      }
    } catch (DateTimeParseException e) {
      throw invalidGrace();
    }
    throw invalidGrace();
  }

  private static ApiException invalidGrace() {
    return ApiException.invalid("format", "Must be an ISO 8601 duration of at most P366D, e.g. P7D", "grace_period");
  }
}
