package io.keyfold.deployment.deployments;

import io.keyfold.deployment.provider.CallLimits;
import io.keyfold.platform.log.Versioned;
import io.keyfold.platform.toolfilter.ToolFilter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A provider deployment.
 *
 * @param id starts with {@code pdp_}
 * @param version number of changes, from 1; the ETag
 * @param status whether it can be used
 * @param providerId the provider
 * @param name display name
 * @param description description for users
 * @param metadata the caller's metadata as a JSON object
 * @param toolFilter which tools may be used
 * @param lockedVersionId the pinned provider version; null follows the current version
 * @param credentials whose credentials its calls use
 * @param limits limits of its calls; null if it has none of its own
 * @param createdAt creation time
 * @param updatedAt time of the last change
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
  CredentialPolicy credentials,
  @Nullable CallLimits limits,
  Instant createdAt,
  Instant updatedAt
) implements Versioned {
  /** Whether a deployment can be used. */
  public enum Status {
    ACTIVE,
    ARCHIVED,
  }

  /** {@return a copy that is archived} */
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
      credentials,
      limits,
      createdAt,
      at
    );
  }
}
