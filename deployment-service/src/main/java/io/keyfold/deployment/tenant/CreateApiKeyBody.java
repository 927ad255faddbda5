package io.keyfold.deployment.tenant;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Request to create an API key.
 *
 * @param type type of the key; determines its scopes unless {@code scopes} is set
 * @param instanceId the tenant; by default the caller's own
 * @param name display name
 * @param expiresAt expiry time; the key never expires if absent
 * @param ipFilters not supported; must be empty
 * @param scopes scopes of the key, at most the caller's own; a Keyfold extension
 */
record CreateApiKeyBody(
  String type,
  @Nullable String instanceId,
  String name,
  @Nullable Instant expiresAt,
  @Nullable List<String> ipFilters,
  @Nullable List<String> scopes
) {}
