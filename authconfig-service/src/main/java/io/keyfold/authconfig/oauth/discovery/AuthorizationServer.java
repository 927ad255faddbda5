package io.keyfold.authconfig.oauth.discovery;

import io.keyfold.authconfig.oauth.vendor.ClientAuthentication;
import io.keyfold.authconfig.oauth.vendor.Endpoints;
import io.keyfold.authconfig.oauth.vendor.Lifetimes;
import io.keyfold.authconfig.oauth.vendor.Revocation;
import io.keyfold.authconfig.oauth.vendor.VendorOAuth;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an authorization server says about itself. Its URLs are allowed by the egress policy, and it supports S256.
 *
 * @param issuer the issuer identifier
 * @param endpoints the endpoints
 * @param revocation revocation endpoint (RFC 7009); null if there is none
 * @param registration registration endpoint (RFC 7591); null if there is none
 * @param metadataDocuments whether a client id may be the URL of a Client ID Metadata Document
 * @param authentications ways to authenticate at the token endpoint; those unknown here are left out
 */
public record AuthorizationServer(
  String issuer,
  Endpoints endpoints,
  @Nullable URI revocation,
  @Nullable URI registration,
  boolean metadataDocuments,
  Set<ClientAuthentication> authentications
) {
  /** Copies the set. */
  public AuthorizationServer {
    authentications = Set.copyOf(authentications);
  }

  /**
   * {@return this server as a vendor}
   *
   * @param authentication how the app authenticates
   * @param resource the resource that tokens are for
   */
  public VendorOAuth vendor(ClientAuthentication authentication, URI resource) {
    VendorOAuth standard = VendorOAuth.standard(endpoints);
    return new VendorOAuth(
      endpoints,
      standard.pkce(),
      authentication,
      standard.tokenRequestBody(),
      standard.scopeParameter(),
      standard.authorizationParameters(),
      standard.tokenResponse(),
      standard.errorCodes(),
      Lifetimes.UNKNOWN,
      null,
      revocation == null ? null : Revocation.rfc7009(revocation.toString()),
      resource
    );
  }
}
