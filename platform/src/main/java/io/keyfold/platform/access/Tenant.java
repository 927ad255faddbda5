package io.keyfold.platform.access;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import java.time.Instant;

/**
 * A tenant, as folded.
 *
 * @param id its id
 * @param name name for people
 * @param version of its last event
 * @param createdAt when it was created
 */
public record Tenant(String id, String name, long version, Instant createdAt) {
  /** Tenants, each kept under itself. */
  public static final Kind<Tenant> KIND = new Kind<>("tenant", Tenant.class);

  /** {@return where the tenant is kept} */
  public static Key<Tenant> key(TenantId id) {
    return new Key<>(id, KIND, id.value());
  }
}
