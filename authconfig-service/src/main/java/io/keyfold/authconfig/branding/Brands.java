package io.keyfold.authconfig.branding;

import io.keyfold.authconfig.pages.Brand;
import io.keyfold.platform.id.TenantId;

/** The brands of the tenants. Reads local state; never blocks. */
public interface Brands {
  /** {@return the tenant's brand; without one, its name in Keyfold's colours} */
  Brand of(TenantId tenant);
}
