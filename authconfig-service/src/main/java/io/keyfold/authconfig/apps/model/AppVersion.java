package io.keyfold.authconfig.apps.model;

import io.keyfold.platform.vault.SealedValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of an app's secret. Grants keep using the version that obtained them while it is usable.
 *
 * @param number version number, from 1
 * @param clientId the provider's id of the app
 * @param value the sealed secret
 * @param createdAt when it became current
 * @param usableUntil end of its grace period; null: not limited
 */
public record AppVersion(
  long number,
  String clientId,
  SealedValue value,
  Instant createdAt,
  @Nullable Instant usableUntil
) {
  /** {@return whether it may still be used} */
  public boolean usableAt(Instant now) {
    return usableUntil == null || now.isBefore(usableUntil);
  }

  AppVersion until(@Nullable Instant end) {
    return new AppVersion(number, clientId, value, createdAt, end);
  }
}
