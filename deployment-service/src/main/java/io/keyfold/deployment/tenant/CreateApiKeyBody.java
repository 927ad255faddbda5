package io.keyfold.deployment.tenant;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller sends to create an API key.
 *
 * @param type the kind of key; says which scopes it gets unless they are named
 * @param instanceId the tenant; the caller's own if absent
 * @param name for people
 * @param expiresAt when it ends to be valid; never if absent
 * @param ipFilters not supported: none
 * @param scopes what it may do, of what the caller may; ours
 */
record CreateApiKeyBody(
  String type,
  @Nullable String instanceId,
  String name,
  @Nullable Instant expiresAt,
  @Nullable List<String> ipFilters,
  @Nullable List<String> scopes
) {}
