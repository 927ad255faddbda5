package io.keyfold.authconfig.catalogue;

import io.keyfold.platform.log.Versioned;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A deployment, with the fields that auth configs need.
 *
 * @param id starts with {@code pdp_}
 * @param version version of its last event
 * @param archived whether it is archived and no longer usable
 * @param providerId the provider
 * @param name display name
 * @param description description for users
 * @param metadata the caller's metadata as a JSON object
 * @param createdAt creation time
 * @param updatedAt time of the last change
 */
public record KnownDeployment(
  String id,
  long version,
  boolean archived,
  String providerId,
  @Nullable String name,
  @Nullable String description,
  @Nullable String metadata,
  Instant createdAt,
  Instant updatedAt
) implements Versioned {}
