package io.keyfold.session.secrets;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.web.DurationField;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Computes when secrets expire, in whole microseconds. */
public final class SecretLifetimes {

  private final SecretProperties properties;

  SecretLifetimes(SecretProperties properties) {
    this.properties = properties;
  }

  /** {@return the expiry time of a secret whose creation names none} */
  public Instant end(Instant at) {
    return micros(at.plus(properties.secretTtl()));
  }

  /**
   * {@return the expiry time of a secret}
   *
   * @param at the time of the request
   * @param expiresIn ISO 8601 duration in the request
   * @param expiresAt time in the request
   * @throws ApiException {@code invalid_data} for both, a time in the past, or one above the maximum
   */
  Instant end(Instant at, @Nullable String expiresIn, @Nullable Instant expiresAt) {
    if (expiresIn != null && expiresAt != null) {
      throw ApiException.invalid("conflict", "Set expires_in or expires_at, not both", "expires_at");
    }
    if (expiresAt != null) {
      return checked(at, expiresAt);
    }
    if (expiresIn == null) {
      return end(at);
    }
    Duration lifetime = DurationField.parse(expiresIn, properties.maxSecretTtl(), "PT8H", "expires_in");
    if (lifetime.compareTo(ChronoUnit.SECONDS.getDuration()) < 0) {
      throw ApiException.invalid("out_of_range", "Must be at least PT1S", "expires_in");
    }
    return micros(at.plus(lifetime));
  }

  /** {@return the end of the grace period; null if the request has none} */
  @Nullable
  Instant grace(Instant at, @Nullable String period) {
    return period == null
      ? null
      : micros(at.plus(DurationField.parse(period, properties.maxSecretTtl(), "PT1H", "grace_period")));
  }

  private Instant checked(Instant at, Instant expiresAt) {
    Instant latest = at.plus(properties.maxSecretTtl());
    if (!expiresAt.isAfter(at) || expiresAt.isAfter(latest)) {
      throw ApiException.invalid(
        "out_of_range",
        "Must be in the future and at most " + DurationField.text(properties.maxSecretTtl()) + " ahead",
        "expires_at"
      );
    }
    return micros(expiresAt);
  }

  private static Instant micros(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }
}
