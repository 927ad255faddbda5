package io.keyfold.authconfig.oauth.vendor;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One vendor's OAuth: where its endpoints are, and where it deviates from the standards. Holds no credential.
 *
 * @param endpoints the endpoints and the issuer
 * @param pkce whether a code challenge is sent
 * @param clientAuthentication how an app authenticates at the token endpoint, unless the app itself says otherwise
 * @param tokenRequestBody format of token requests; the standard one is a form
 * @param scopeParameter how scopes are written into the authorization URL
 * @param authorizationParameters added to the authorization URL, e.g. Google's {@code access_type=offline}; they never
 *     replace a parameter of the protocol
 * @param tokenResponse where the fields of a token response are
 * @param errorCodes the vendor's error codes and the standard code that each means, e.g. GitHub's
 *     {@code bad_refresh_token} is {@code invalid_grant}; other codes are kept
 * @param lifetimes how long tokens live where responses do not say
 * @param account where the connected account's id and name are; null means the claims of the ID token, if there is one
 * @param revocation how tokens are revoked; null if the vendor cannot
 * @param resource value of the {@code resource} parameter (RFC 8707) in authorization and token requests; null for none
 */
public record VendorOAuth(
  Endpoints endpoints,
  Pkce pkce,
  ClientAuthentication clientAuthentication,
  BodyFormat tokenRequestBody,
  ScopeParameter scopeParameter,
  Map<String, String> authorizationParameters,
  TokenResponseFields tokenResponse,
  Map<String, String> errorCodes,
  Lifetimes lifetimes,
  @Nullable AccountSource account,
  @Nullable Revocation revocation,
  @Nullable URI resource
) {
  /** Copies the maps. */
  public VendorOAuth {
    authorizationParameters = Map.copyOf(authorizationParameters);
    errorCodes = Map.copyOf(errorCodes);
  }

  /** {@return a vendor that follows the standards: PKCE, basic authentication, form requests, no revocation} */
  public static VendorOAuth standard(Endpoints endpoints) {
    return new VendorOAuth(
      endpoints,
      Pkce.S256,
      ClientAuthentication.CLIENT_SECRET_BASIC,
      BodyFormat.FORM,
      ScopeParameter.STANDARD,
      Map.of(),
      TokenResponseFields.STANDARD,
      Map.of(),
      Lifetimes.UNKNOWN,
      null,
      null,
      null
    );
  }
}
