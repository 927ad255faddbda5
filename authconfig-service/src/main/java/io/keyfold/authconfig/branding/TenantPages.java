package io.keyfold.authconfig.branding;

import io.keyfold.authconfig.pages.Accent;
import io.keyfold.authconfig.pages.Brand;
import io.keyfold.platform.access.Tenant;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import io.keyfold.platform.web.PublicUrl;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Reads brands and host names from the views. Keeps nothing itself. */
final class TenantPages implements Brands, PublicLinks {

  static final String LOGOS = "/assets/logos/";

  private final State own;
  private final State tenants;
  private final PublicUrl publicUrl;

  TenantPages(State own, State tenants, PublicUrl publicUrl) {
    this.own = own;
    this.tenants = tenants;
    this.publicUrl = publicUrl;
  }

  @Override
  public Brand of(TenantId tenant) {
    @Nullable
    Branding branding = own.find(Branding.key(tenant)).orElse(null);
    String name = branding == null ? null : branding.name();
    String color = branding == null ? null : branding.color();
    return new Brand(
      name == null ? tenants.find(Tenant.key(tenant)).map(Tenant::name).orElse(null) : name,
      branding == null ? null : logoPath(tenant, branding),
      color == null ? Accent.DEFAULT : Accent.ofHex(color)
    );
  }

  @Override
  public Brand at(ServerHttpRequest request) {
    return tenantAt(request).map(this::of).orElse(Brand.NEUTRAL);
  }

  @Override
  public Optional<TenantId> tenantAt(ServerHttpRequest request) {
    String host = request.getURI().getHost();
    return host == null
      ? Optional.empty()
      : HostName.of(host).flatMap(name ->
          own.find(HostClaim.key(name.value())).flatMap(claim -> tenantOf(name, claim))
        );
  }

  @Override
  public String base(TenantId tenant, ServerHttpRequest request) {
    String base = publicUrl.base(request);
    return own
      .find(Branding.key(tenant))
      .map(Branding::host)
      .filter(host ->
        own
          .find(HostClaim.key(host))
          .filter(claim -> claim.isOf(tenant))
          .isPresent()
      )
      .map(host -> PublicUrl.at(base, host))
      .orElse(base);
  }

  /** {@return path of the tenant's logo; null without one} */
  static @Nullable String logoPath(TenantId tenant, Branding branding) {
    return branding.logoHash() == null ? null : LOGOS + tenant.value() + "/" + branding.logoHash();
  }

  /** {@return whether the tenant's branding has the host name} */
  static boolean uses(State own, TenantId tenant, HostName name) {
    return own
      .find(Branding.key(tenant))
      .filter(branding -> name.value().equals(branding.host()))
      .isPresent();
  }

  /** The claim alone does not count: a change of branding may have failed after it. */
  private Optional<TenantId> tenantOf(HostName name, HostClaim claim) {
    return Optional.of(new TenantId(claim.tenantId())).filter(tenant -> uses(own, tenant, name));
  }
}
