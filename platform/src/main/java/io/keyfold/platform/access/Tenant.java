package io.keyfold.platform.access;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Versioned;
import java.time.Instant;

/**
 * A tenant as folded state.
 *
 * @param id its id
 * @param name display name
 * @param version version of its last event
 * @param createdAt creation time
 */
public record Tenant(String id, String name, long version, Instant createdAt) implements Versioned {
  /** Tenants, stored under themselves. */
  public static final Kind<Tenant> KIND = new Kind<>("tenant", Tenant.class);

  /** {@return the store key of the tenant} */
  public static Key<Tenant> key(TenantId id) {
    return new Key<>(id, KIND, id.value());
  }
}
