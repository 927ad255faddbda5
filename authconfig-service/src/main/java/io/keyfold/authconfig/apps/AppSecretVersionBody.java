package io.keyfold.authconfig.apps;

import io.keyfold.authconfig.apps.model.AppVersion;
import io.keyfold.authconfig.apps.model.OAuthApp;
import io.keyfold.authconfig.versions.CredentialVersion;
import io.keyfold.authconfig.versions.VersionUses;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A version of an OAuth app's secret, without the secret.
 *
 * @param object always {@code provider.auth_credentials.version}
 * @param status {@code current}, {@code grace} while the grants that it obtained use it, {@code superseded} if it is not
 *     used and can be restored, or {@code retired} if its secret is erased
 * @param clientId the provider's id of the app; null once the secret is erased
 * @param usableUntil end of its grace period, once it is replaced; null if not limited
 * @param expiresAt when the provider stops to accept it, if known
 * @param expired whether that time has passed
 * @param restoredFrom the earlier version whose secret it has
 * @param firstUsedAt when the provider first issued tokens to it: for a code, a refresh or the app itself; null if that
 *     is not recorded
 * @param lastUsedAt when the provider last did so; one use in 15 minutes is recorded
 */
record AppSecretVersionBody(
  String object,
  String providerAuthCredentialsId,
  long version,
  String status,
  @Nullable String clientId,
  @Nullable Instant usableUntil,
  @Nullable Instant expiresAt,
  boolean expired,
  @Nullable Long restoredFrom,
  @Nullable Instant retiredAt,
  @Nullable Instant firstUsedAt,
  @Nullable Instant lastUsedAt,
  Instant createdAt
) {
  static AppSecretVersionBody of(OAuthApp app, CredentialVersion version, VersionUses uses, Instant now) {
    Optional<VersionUses.Use> use = uses.of(version.number());
    Instant expiresAt = version.expiresAt();
    return new AppSecretVersionBody(
      "provider.auth_credentials.version",
      app.id(),
      version.number(),
      AppVersionStatus.of(app, version, now),
      app.version(version.number()).map(AppVersion::clientId).orElse(null),
      version.usableUntil(),
      expiresAt,
      expiresAt != null && !now.isBefore(expiresAt),
      version.restoredFrom(),
      version.retiredAt(),
      use.map(VersionUses.Use::first).orElse(null),
      use.map(VersionUses.Use::last).orElse(null),
      version.createdAt()
    );
  }
}
