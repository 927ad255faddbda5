package io.keyfold.authconfig.catalogue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A deployment, as far as auth configs show it.
 *
 * @param id begins with {@code pdp_}
 * @param version of its last event
 * @param archived whether nothing can use it any more
 * @param providerId the provider
 * @param name for people
 * @param description for people
 * @param metadata the caller's, as a JSON object
 * @param createdAt when it was created
 * @param updatedAt when it last changed
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
) {}
