package io.keyfold.authconfig.apps.model;

import io.keyfold.authconfig.versions.CredentialVersions;
import io.keyfold.authconfig.versions.Expiry;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Versioned;
import io.keyfold.schema.AppOrigin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An OAuth app that a tenant registered with a provider.
 *
 * @param id starts with {@code par_}
 * @param version number of changes, from 1; the ETag
 * @param archived whether it is archived and no longer used
 * @param providerId the provider
 * @param authMethodId the provider's auth method
 * @param deploymentId the only deployment that may use it; null for each deployment of the provider
 * @param origin where it comes from
 * @param about its descriptive fields
 * @param scopes scopes to request; empty: the provider's default
 * @param versions versions of its secret
 * @param secrets the sealed secrets of the versions that are not erased, oldest first
 * @param expiry expiry of the current version
 * @param issuer the authorization server that registered it; it is never used with another one
 * @param clientAuth client authentication, if it differs from the provider's
 * @param authConfigId the auth config by which it was created
 * @param createdAt creation time
 * @param updatedAt time of the last change
 */
public record OAuthApp(
  String id,
  long version,
  boolean archived,
  String providerId,
  String authMethodId,
  @Nullable String deploymentId,
  AppOrigin origin,
  AboutApp about,
  List<String> scopes,
  CredentialVersions versions,
  List<AppSecret> secrets,
  @Nullable Expiry expiry,
  @Nullable String issuer,
  @Nullable String clientAuth,
  @Nullable String authConfigId,
  Instant createdAt,
  Instant updatedAt
) implements Versioned {
  private static final Kind<OAuthApp> KIND = new Kind<>("oauth_app", OAuthApp.class);

  /** Copies the lists. */
  public OAuthApp {
    scopes = List.copyOf(scopes);
    secrets = List.copyOf(secrets);
  }

  /**
   * The descriptive fields of an app.
   *
   * @param name display name
   * @param description description for users
   * @param metadata the caller's metadata as a JSON object
   */
  public record AboutApp(@Nullable String name, @Nullable String description, @Nullable String metadata) {}

  /** {@return the state kind, for scans} */
  public static Kind<OAuthApp> kind() {
    return KIND;
  }

  /** {@return the key of an app} */
  public static Key<OAuthApp> key(TenantId tenant, String id) {
    return new Key<>(tenant, KIND, id);
  }

  /** {@return the current version of the secret} */
  public AppVersion current() {
    return version(versions.current().number()).orElseThrow();
  }

  /** {@return a version of the secret, unless it is retired or forgotten} */
  public Optional<AppVersion> version(long number) {
    return versions.find(number).flatMap(known ->
      secrets
        .stream()
        .filter(secret -> secret.version() == number)
        .findFirst()
        .map(secret -> new AppVersion(known, secret))
    );
  }

  /** {@return the version if it is current or within its grace period, else the current one} */
  public AppVersion usable(@Nullable Long number, Instant now) {
    return Optional.ofNullable(number)
      .flatMap(this::version)
      .filter(known -> known.version().inGrace(now))
      .orElseGet(this::current);
  }

  /** {@return whether a deployment of its provider may use it} */
  public boolean usableBy(@Nullable String deployment) {
    return deploymentId == null || deploymentId.equals(deployment);
  }

  OAuthApp described(long atVersion, AboutApp newAbout, List<String> newScopes, Instant at) {
    return with(atVersion, archived, newAbout, newScopes, versions, secrets, expiry, at);
  }

  OAuthApp versioned(
    long atVersion,
    CredentialVersions newVersions,
    List<AppSecret> newSecrets,
    @Nullable Expiry newExpiry,
    Instant at
  ) {
    return with(atVersion, archived, about, scopes, newVersions, newSecrets, newExpiry, at);
  }

  OAuthApp archivedAt(long atVersion, Instant at) {
    return with(atVersion, true, about, scopes, versions, secrets, null, at);
  }

  private OAuthApp with(
    long atVersion,
    boolean isArchived,
    AboutApp newAbout,
    List<String> newScopes,
    CredentialVersions newVersions,
    List<AppSecret> newSecrets,
    @Nullable Expiry newExpiry,
    Instant at
  ) {
    return new OAuthApp(
      id,
      atVersion,
      isArchived,
      providerId,
      authMethodId,
      deploymentId,
      origin,
      newAbout,
      newScopes,
      newVersions,
      newSecrets,
      newExpiry,
      issuer,
      clientAuth,
      authConfigId,
      createdAt,
      at
    );
  }
}
