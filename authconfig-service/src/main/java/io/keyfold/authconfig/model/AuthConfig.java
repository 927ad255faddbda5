package io.keyfold.authconfig.model;

import io.keyfold.platform.log.Versioned;
import io.keyfold.platform.toolfilter.ToolFilter;
import io.keyfold.schema.CredentialKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An auth config: one credential of a tenant. Contains neither plaintext nor ciphertext.
 *
 * @param id starts with {@code pac_}
 * @param version number of changes, from 1; the ETag
 * @param status whether it resolves
 * @param providerId the provider
 * @param deploymentId the only deployment that may use it; null for any deployment of the provider
 * @param authMethodId the provider's auth method
 * @param kind kind of its value
 * @param tenantDefault whether it is attached to new deployments of the provider
 * @param owner the user whom it belongs to
 * @param about its descriptive fields
 * @param keyId the data key that seals its values
 * @param credentialVersion version of the value at the last event about it, from 1; refreshes of a grant raise the
 *     version in {@code authconfig.tokens} only
 * @param appId the OAuth app, for the kind OAUTH_APP
 * @param setupSessionId the setup session that produced it last
 * @param grant the consent, for the kind OAUTH_AUTOMATED
 * @param createdAt creation time
 * @param updatedAt time of the last change
 */
public record AuthConfig(
  String id,
  long version,
  Status status,
  String providerId,
  @Nullable String deploymentId,
  String authMethodId,
  CredentialKind kind,
  boolean tenantDefault,
  Owner owner,
  About about,
  String keyId,
  long credentialVersion,
  @Nullable String appId,
  @Nullable String setupSessionId,
  @Nullable Grant grant,
  Instant createdAt,
  Instant updatedAt
) implements Versioned {
  /** Whether an auth config resolves. */
  public enum Status {
    ACTIVE,
    ARCHIVED,
  }

  /** {@return whether it resolves} */
  public boolean active() {
    return status == Status.ACTIVE;
  }

  /** {@return whether a deployment of its provider may use it} */
  public boolean usableBy(String deployment) {
    return deploymentId == null || deploymentId.equals(deployment);
  }

  /** {@return display name} */
  public @Nullable String name() {
    return about.name();
  }

  /** {@return description for users} */
  public @Nullable String description() {
    return about.description();
  }

  /** {@return the caller's metadata as a JSON object} */
  public @Nullable String metadata() {
    return about.metadata();
  }

  /** {@return which tools may be used with it} */
  public ToolFilter toolFilter() {
    return about.toolFilter();
  }

  AuthConfig described(long atVersion, About newAbout, Instant at) {
    return with(atVersion, status, tenantDefault, newAbout, keyId, credentialVersion, setupSessionId, grant, at);
  }

  AuthConfig rotated(long atVersion, String newKeyId, long newCredentialVersion, Instant at) {
    return with(atVersion, status, tenantDefault, about, newKeyId, newCredentialVersion, setupSessionId, grant, at);
  }

  AuthConfig archived(long atVersion, Instant at) {
    return with(atVersion, Status.ARCHIVED, false, about, keyId, credentialVersion, setupSessionId, grant, at);
  }

  /** Something else about it changed. */
  AuthConfig touched(long atVersion, Instant at) {
    return with(atVersion, status, tenantDefault, about, keyId, credentialVersion, setupSessionId, grant, at);
  }

  /** The consent changed; its key and credential version may be the same. */
  AuthConfig granted(
    long atVersion,
    String newKeyId,
    long newCredentialVersion,
    @Nullable String newSetupSessionId,
    Grant newGrant,
    Instant at
  ) {
    return with(
      atVersion,
      status,
      tenantDefault,
      about,
      newKeyId,
      newCredentialVersion,
      newSetupSessionId,
      newGrant,
      at
    );
  }

  /** Another auth config became the tenant's default; that does not change the version of this one. */
  AuthConfig superseded() {
    return with(version, status, false, about, keyId, credentialVersion, setupSessionId, grant, updatedAt);
  }

  private AuthConfig with(
    long atVersion,
    Status newStatus,
    boolean isDefault,
    About newAbout,
    String newKeyId,
    long newCredentialVersion,
    @Nullable String newSetupSessionId,
    @Nullable Grant newGrant,
    Instant at
  ) {
    return new AuthConfig(
      id,
      atVersion,
      newStatus,
      providerId,
      deploymentId,
      authMethodId,
      kind,
      isDefault,
      owner,
      newAbout,
      newKeyId,
      newCredentialVersion,
      appId,
      newSetupSessionId,
      newGrant,
      createdAt,
      at
    );
  }
}
