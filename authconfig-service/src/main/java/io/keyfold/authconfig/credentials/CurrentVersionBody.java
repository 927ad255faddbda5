package io.keyfold.authconfig.credentials;

import io.keyfold.authconfig.versions.CredentialVersion;
import io.keyfold.authconfig.versions.TypedCredential;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The version of a typed credential that calls use.
 *
 * @param version its number
 * @param expiresAt when the provider stops to accept it, if known; it is used until it is replaced
 * @param createdAt when it became current
 */
record CurrentVersionBody(long version, @Nullable Instant expiresAt, Instant createdAt) {
  /** {@return the current version of the auth config; null for a grant} */
  static @Nullable CurrentVersionBody of(State authConfigs, TenantId tenant, String authConfigId) {
    return authConfigs
      .find(TypedCredential.key(tenant, authConfigId))
      .map(typed -> {
        CredentialVersion current = typed.versions().current();
        return new CurrentVersionBody(current.number(), current.expiresAt(), current.createdAt());
      })
      .orElse(null);
  }
}
