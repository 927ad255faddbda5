package io.keyfold.authconfig.apps;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.keyfold.authconfig.apps.model.OAuthApp;
import io.keyfold.authconfig.versions.CredentialVersion;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An OAuth app, without its secret.
 *
 * @param object always {@code provider.auth_credentials}
 * @param type always {@code oauth}
 * @param isDefault always false: an app is chosen by deployment, tenant and provider
 * @param isManaged whether it is the platform's
 * @param clientId the provider's id of the app; null for a managed app
 * @param redirectUri the exact redirect URI to register with the provider
 * @param providerDeploymentId the only deployment that may use it
 * @param versions versions of the secret, newest first; null for a managed app
 */
record AppBody(
  String object,
  String id,
  String type,
  String status,
  boolean isDefault,
  boolean isManaged,
  @Nullable String name,
  @Nullable String description,
  @JsonRawValue @Nullable String metadata,
  @Nullable List<String> scopes,
  @Nullable String clientId,
  String redirectUri,
  String providerId,
  String providerAuthMethodId,
  @Nullable String providerDeploymentId,
  @Nullable List<Version> versions,
  Instant createdAt,
  Instant updatedAt
) {
  /**
   * A version of the secret.
   *
   * @param version its number
   * @param status {@code current}, {@code grace} while the grants that it obtained use it, {@code superseded} if it is
   *     not used and can be restored, or {@code retired} if its secret is erased
   * @param usableUntil end of its grace period; null if not limited
   * @param expiresAt when the provider stops to accept it, if known
   */
  record Version(
    long version,
    String status,
    @Nullable Instant usableUntil,
    @Nullable Instant expiresAt,
    Instant createdAt
  ) {
    static Version of(OAuthApp app, CredentialVersion version, Instant now) {
      return new Version(
        version.number(),
        AppVersionStatus.of(app, version, now),
        version.usableUntil(),
        version.expiresAt(),
        version.createdAt()
      );
    }
  }

  static AppBody of(Apps.OwnedApp owned, String redirectUri, Instant now) {
    OAuthApp app = owned.app();
    return new AppBody(
      Apps.ENTITY,
      app.id(),
      "oauth",
      app.archived() ? "archived" : "active",
      false,
      owned.managed(),
      app.about().name(),
      app.about().description(),
      app.about().metadata(),
      app.scopes(),
      owned.managed() ? null : app.current().clientId(),
      redirectUri,
      app.providerId(),
      app.authMethodId(),
      app.deploymentId(),
      owned.managed()
        ? null
        : app
            .versions()
            .all()
            .reversed()
            .stream()
            .map(version -> Version.of(app, version, now))
            .toList(),
      app.createdAt(),
      app.updatedAt()
    );
  }
}
