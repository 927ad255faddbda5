package io.keyfold.deployment.tenant;

import io.keyfold.platform.access.ApiKey;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An API key.
 *
 * @param object always {@code organization.api_key}
 * @param type type of the key, derived from its scopes
 * @param secret text of the key; only in the response to its creation
 * @param scopes the key's scopes; a Keyfold extension
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
   * The machine access that the key represents.
   *
   * @param object always {@code machine_access}
   * @param id id of the key
   * @param type type of the key
   * @param name display name
   * @param instanceId the tenant of the key
   */
  record MachineAccess(String object, String id, String type, @Nullable String name, String instanceId) {}

  /** Omits the secret. */
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
