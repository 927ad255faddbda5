package io.keyfold.authconfig.branding;

import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.FailsWith;
import io.keyfold.platform.web.JsonBody;
import io.keyfold.platform.web.RequiresScope;
import io.keyfold.platform.web.VersionedResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Branding: name, logo, colour and host name of the pages that a tenant's users see. */
@RestController
@RequestMapping("/branding")
class BrandingController {

  private static final String READ = "instance.provider.auth:read";
  private static final String WRITE = "instance.provider.auth:write";

  private final View own;
  private final BrandingWrites writes;
  private final PublicLinks links;

  BrandingController(@Qualifier("authConfigsView") View own, BrandingWrites writes, PublicLinks links) {
    this.own = own;
    this.writes = writes;
    this.links = links;
  }

  /** Gets the branding. A tenant that has set none gets the defaults. */
  @GetMapping
  @RequiresScope(READ)
  Mono<ResponseEntity<BrandingBody>> get(Caller caller, ServerHttpRequest request) {
    return read(caller.tenant(), request);
  }

  /**
   * Sets the branding as a whole; what is left out is the default.
   *
   * <p>{@code host} is a host name of your own that leads to this installation; setup links and redirect URIs then have
   * it. Its DNS must have a TXT record {@code _keyfold.<host>} with the value {@code keyfold-tenant=<tenant id>}. Add
   * the new redirect URIs to your OAuth apps before you change the host.
   */
  @PutMapping
  @RequiresScope(WRITE)
  @FailsWith(ErrorCode.CONFLICT)
  Mono<ResponseEntity<BrandingBody>> set(
    WriteRequest write,
    @JsonBody("set-branding") SetBrandingBody body,
    ServerHttpRequest request
  ) {
    return writes.set(write, body).then(Mono.defer(() -> read(write.tenant(), request)));
  }

  private Mono<ResponseEntity<BrandingBody>> read(TenantId tenant, ServerHttpRequest request) {
    String base = links.base(tenant, request);
    return own
      .await(Branding.key(tenant))
      .map(branding -> VersionedResponse.ok(branding.version(), body(tenant, branding, base)))
      .switchIfEmpty(
        Mono.fromSupplier(() ->
          VersionedResponse.ok(0, new BrandingBody("branding", null, null, null, null, null, base, null, null))
        )
      );
  }

  private BrandingBody body(TenantId tenant, Branding branding, String base) {
    String path = TenantPages.logoPath(tenant, branding);
    @Nullable
    String logo = own.find(Branding.logo(tenant)).map(LogoImage::dataUrl).orElse(null);
    return new BrandingBody(
      "branding",
      branding.name(),
      logo,
      path == null ? null : base + path,
      branding.color() == null ? null : "#" + branding.color(),
      branding.host(),
      base,
      branding.createdAt(),
      branding.updatedAt()
    );
  }
}
