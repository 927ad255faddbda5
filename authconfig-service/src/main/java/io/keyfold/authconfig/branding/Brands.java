package io.keyfold.authconfig.branding;

import io.keyfold.authconfig.pages.Brand;
import io.keyfold.platform.id.TenantId;
import java.util.Optional;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** The brands of the tenants. Reads local state; never blocks. Thread-safe. */
public interface Brands {
  /** {@return the tenant's brand; without one, its name in Keyfold's colours} */
  Brand of(TenantId tenant);

  /** {@return the brand of the tenant whose host name was requested; neutral at any other host} */
  Brand at(ServerHttpRequest request);

  /** {@return the tenant whose host name was requested; empty at any other host} */
  Optional<TenantId> tenantAt(ServerHttpRequest request);
}
