package io.keyfold.deployment.tenant;

import io.keyfold.platform.access.ApiKey;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An API key on the wire.
 *
 * @param object always {@code organization.api_key}
 * @param type what its scopes make of it, in the terms of the API
 * @param secret the key's text, in answers to the request that created it only
 * @param scopes what it may do; ours
 */
record ApiKeyBody(
  String object,
  String id,
  String status,
  String type,
  @Nullable String name,
  @Nullable String description,
  String secretRedacted,
  @Nullable String secret,
  List<String> scopes,
  List<String> ipFilters,
  MachineAccess machineAccess,
  @Nullable Instant lastUsedAt,
  @Nullable Instant expiresAt,
  @Nullable Instant deletedAt,
  Instant createdAt,
  Instant updatedAt
) {
  private static final Set<String> PUBLISHABLE = Set.of("instance.provider:read");

  /**
   * What the key stands for.
   *
   * @param object always {@code machine_access}
   * @param id the key's id
   * @param type the kind of key
   * @param name for people
   * @param instanceId the tenant that it is bound to
   */
  record MachineAccess(String object, String id, String type, @Nullable String name, String instanceId) {}

  /** Does not show the secret. */
  @Override
  public String toString() {
    return "ApiKeyBody[" + id + "]";
  }

  static ApiKeyBody of(ApiKey key, @Nullable String secret) {
    String type = type(key);
    return new ApiKeyBody(
      "organization.api_key",
      key.id(),
      key.revokedAt() == null ? "active" : "deleted",
      type,
      key.name(),
      null,
      key.redacted(),
      secret,
      key.scopes(),
      List.of(),
      new MachineAccess("machine_access", key.id(), type, key.name(), key.tenantId()),
      null,
      key.expiresAt(),
      key.revokedAt(),
      key.createdAt(),
      key.updatedAt()
    );
  }

  static String type(ApiKey key) {
    if (
      key
        .scopes()
        .stream()
        .anyMatch(scope -> !scope.startsWith("instance."))
    ) {
      return "organization_management_token";
    }
    return PUBLISHABLE.containsAll(key.scopes()) ? "instance_access_token_publishable" : "instance_access_token_secret";
  }
}
