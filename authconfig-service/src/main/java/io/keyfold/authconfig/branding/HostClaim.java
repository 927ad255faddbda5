package io.keyfold.authconfig.branding;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Versioned;
import java.time.Instant;

/**
 * A host name and the tenant that has it. All claims belong to the platform's tenant, so that one task decides them and
 * no two tenants have the same name. It takes effect when the tenant's branding has the name too.
 *
 * @param version number of changes, from 1
 * @param tenantId the tenant
 * @param at time of the claim
 */
record HostClaim(long version, String tenantId, Instant at) implements Versioned {
  private static final Kind<HostClaim> KIND = new Kind<>("host_claim", HostClaim.class);

  /** {@return the key of a host name's claim} */
  static Key<HostClaim> key(String host) {
    return new Key<>(TenantId.PLATFORM, KIND, host);
  }

  boolean isOf(TenantId tenant) {
    return tenant.value().equals(tenantId);
  }
}
