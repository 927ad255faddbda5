package io.keyfold.session.catalogue;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.toolfilter.ToolFilter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A provider deployment, as far as sessions need it.
 *
 * @param id its id
 * @param version version of its last event
 * @param providerId the provider
 * @param name name for people
 * @param description description for people
 * @param metadata the caller's metadata as a JSON object
 * @param toolFilter which tools may be used
 * @param lockedVersionId the provider version that it is pinned to; null follows the current one
 * @param archived whether it can be used no more
 * @param createdAt when it was created
 * @param updatedAt when it last changed
 */
public record Deployment(
  String id,
  long version,
  String providerId,
  @Nullable String name,
  @Nullable String description,
  @Nullable String metadata,
  ToolFilter toolFilter,
  @Nullable String lockedVersionId,
  boolean archived,
  Instant createdAt,
  Instant updatedAt
) {
  /** Where deployments are kept. */
  public static final Kind<Deployment> KIND = new Kind<>("deployment", Deployment.class);

  /** {@return where a deployment is kept} */
  public static Key<Deployment> key(TenantId tenant, String id) {
    return new Key<>(tenant, KIND, id);
  }

  /** {@return this deployment, archived} */
  Deployment archive(long version, Instant at) {
    return new Deployment(
      id,
      version,
      providerId,
      name,
      description,
      metadata,
      toolFilter,
      lockedVersionId,
      true,
      createdAt,
      at
    );
  }
}
