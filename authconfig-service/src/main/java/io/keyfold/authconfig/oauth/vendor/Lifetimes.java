package io.keyfold.authconfig.oauth.vendor;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a vendor's tokens live.
 *
 * @param accessToken lifetime of an access token if the response has no usable {@code expires_in}; null if unknown: the
 *     token is used until a 401
 * @param refreshTokens what a refresh does to the refresh token
 * @param refreshIdle after which time an unused refresh token dies; null if unknown
 */
public record Lifetimes(@Nullable Duration accessToken, RefreshTokens refreshTokens, @Nullable Duration refreshIdle) {
  /** No known lifetime; refresh tokens are assumed to rotate, the case that needs more care. */
  public static final Lifetimes UNKNOWN = new Lifetimes(null, RefreshTokens.ROTATING, null);

  /** Checks that durations are positive. */
  public Lifetimes {
    if ((accessToken != null && !accessToken.isPositive()) || (refreshIdle != null && !refreshIdle.isPositive())) {
      throw new IllegalArgumentException("a lifetime must be positive");
    }
  }
}
