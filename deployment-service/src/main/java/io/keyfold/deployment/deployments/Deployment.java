package io.keyfold.deployment.deployments;

import io.keyfold.platform.toolfilter.ToolFilter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A provider deployment.
 *
 * @param id begins with {@code pdp_}
 * @param version counts its changes from 1; the ETag
 * @param status whether it can be used
 * @param providerId the provider
 * @param name for people
 * @param description for people
 * @param metadata the caller's, as a JSON object
 * @param toolFilter which tools may be used
 * @param lockedVersionId the provider version that it is pinned to; null follows the current one
 * @param createdAt when it was created
 * @param updatedAt when it last changed
 */
public record Deployment(
  String id,
  long version,
  Status status,
  String providerId,
  @Nullable String name,
  @Nullable String description,
  @Nullable String metadata,
  ToolFilter toolFilter,
  @Nullable String lockedVersionId,
  Instant createdAt,
  Instant updatedAt
) {
  /** Whether a deployment can be used. */
  public enum Status {
    ACTIVE,
    ARCHIVED,
  }

  /** {@return the archived form} */
  Deployment archived(long atVersion, Instant at) {
    return new Deployment(
      id,
      atVersion,
      Status.ARCHIVED,
      providerId,
      name,
      description,
      metadata,
      toolFilter,
      lockedVersionId,
      createdAt,
      at
    );
  }
}
