package io.keyfold.authconfig.branding;

import io.keyfold.platform.id.TenantId;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * The absolute URLs of a tenant's pages: at its own host name if it has one, else at {@code keyfold.public-url}, else at
 * the requested host.
 */
public interface PublicLinks {
  /** Path under which vendors send browsers back; the provider's id follows. */
  String CALLBACK = "/oauth/callback/";

  /** {@return the base of the tenant's pages, without a trailing slash} */
  String base(TenantId tenant, ServerHttpRequest request);

  /**
   * {@return the redirect URI to register with the vendor} One per provider, so that a response of one authorization
   * server cannot be taken for one of another.
   *
   * @param providerId id of the provider
   */
  default String redirectUri(TenantId tenant, String providerId, ServerHttpRequest request) {
    return base(tenant, request) + CALLBACK + providerId;
  }
}
