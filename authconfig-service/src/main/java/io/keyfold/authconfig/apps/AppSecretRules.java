package io.keyfold.authconfig.apps;

import io.keyfold.platform.error.ApiException;
import org.jspecify.annotations.Nullable;

/** Rules of requests that a JSON Schema does not express. */
final class AppSecretRules {

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
}
