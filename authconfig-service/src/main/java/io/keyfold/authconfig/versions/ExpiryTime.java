package io.keyfold.authconfig.versions;

import io.keyfold.platform.error.ApiException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The expiry time in a request. */
public final class ExpiryTime {

  private ExpiryTime() {}

  /**
   * {@return an expiry time in the future; null if the request has none}
   *
   * @throws ApiException {@code invalid_data} at {@code expires_at}
   */
  public static @Nullable Instant future(@Nullable Instant expiresAt, Instant now) {
    if (expiresAt != null && !expiresAt.isAfter(now)) {
      throw ApiException.invalid("out_of_range", "expires_at must be in the future", "expires_at");
    }
    return expiresAt;
  }
}
