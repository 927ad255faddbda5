package io.keyfold.ledger.deployments;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Versioned;
import org.jspecify.annotations.Nullable;

/**
 * What usage is grouped by of a deployment, and which provider it is of. Archived ones stay.
 *
 * @param id its id
 * @param version version of its last event
 * @param providerId the provider
 * @param lockedVersionId the provider version that it is locked to; null if it uses the current one
 * @param metadata the caller's metadata as a JSON object
 */
public record Deployment(
  String id,
  long version,
  String providerId,
  @Nullable String lockedVersionId,
  @Nullable String metadata
) implements Versioned {
  /** State kind of deployments. */
  static final Kind<Deployment> KIND = new Kind<>("deployment", Deployment.class);

  static Key<Deployment> key(TenantId tenant, String id) {
    return new Key<>(tenant, KIND, id);
  }
}
