package io.keyfold.ledger.deployments;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Versioned;
import org.jspecify.annotations.Nullable;

/**
 * What usage is grouped by of a deployment. Archived ones stay.
 *
 * @param id its id
 * @param version version of its last event
 * @param metadata the caller's metadata as a JSON object
 */
public record Deployment(String id, long version, @Nullable String metadata) implements Versioned {
  /** State kind of deployments. */
  static final Kind<Deployment> KIND = new Kind<>("deployment", Deployment.class);

  static Key<Deployment> key(TenantId tenant, String id) {
    return new Key<>(tenant, KIND, id);
  }
}
