package io.keyfold.authconfig.model;

import io.keyfold.platform.log.Versioned;
import io.keyfold.platform.toolfilter.ToolFilter;
import io.keyfold.schema.CredentialKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An auth config: one credential of a tenant. Contains neither plaintext nor ciphertext, since this service never opens
 * credentials.
 *
 * @param id starts with {@code pac_}
 * @param version number of changes, from 1; the ETag
 * @param status whether it resolves
 * @param providerId the provider
 * @param deploymentId the only deployment that may use it; null for any deployment of the provider
 * @param authMethodId the provider's auth method
 * @param kind kind of its value
 * @param tenantDefault whether it is attached to new deployments of the provider
 * @param name display name
 * @param description description for users
 * @param metadata the caller's metadata as a JSON object
 * @param toolFilter which tools may be used with it
 * @param keyId the data key that seals its values
 * @param credentialVersion version of the value, from 1
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
  @Nullable String name,
  @Nullable String description,
  @Nullable String metadata,
  ToolFilter toolFilter,
  String keyId,
  long credentialVersion,
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

  AuthConfig described(
    long atVersion,
    @Nullable String newName,
    @Nullable String newDescription,
    @Nullable String newMetadata,
    ToolFilter newToolFilter,
    Instant at
  ) {
    return new AuthConfig(
      id,
      atVersion,
      status,
      providerId,
      deploymentId,
      authMethodId,
      kind,
      tenantDefault,
      newName,
      newDescription,
      newMetadata,
      newToolFilter,
      keyId,
      credentialVersion,
      createdAt,
      at
    );
  }

  AuthConfig rotated(long atVersion, String newKeyId, long newCredentialVersion, Instant at) {
    return new AuthConfig(
      id,
      atVersion,
      status,
      providerId,
      deploymentId,
      authMethodId,
      kind,
      tenantDefault,
      name,
      description,
      metadata,
      toolFilter,
      newKeyId,
      newCredentialVersion,
      createdAt,
      at
    );
  }

  AuthConfig archived(long atVersion, Instant at) {
    return with(atVersion, Status.ARCHIVED, false, at);
  }

  /** Another auth config became the tenant's default; that does not change the version of this one. */
  AuthConfig superseded() {
    return with(version, status, false, updatedAt);
  }

  private AuthConfig with(long atVersion, Status newStatus, boolean isDefault, Instant at) {
    return new AuthConfig(
      id,
      atVersion,
      newStatus,
      providerId,
      deploymentId,
      authMethodId,
      kind,
      isDefault,
      name,
      description,
      metadata,
      toolFilter,
      keyId,
      credentialVersion,
      createdAt,
      at
    );
  }
}
