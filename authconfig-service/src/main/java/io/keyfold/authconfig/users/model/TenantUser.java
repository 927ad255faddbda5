package io.keyfold.authconfig.users.model;

import io.keyfold.platform.log.Versioned;
import java.time.Instant;

/**
 * A tenant's user who owns or owned a credential.
 *
 * @param id starts with {@code usr_}; sorts by time of the first credential
 * @param version number of erasures
 * @param user the tenant's opaque id of the user
 * @param createdAt time of the first credential
 * @param updatedAt time of the last erasure, else of the first credential
 */
public record TenantUser(
  String id,
  long version,
  String user,
  Instant createdAt,
  Instant updatedAt
) implements Versioned {}
