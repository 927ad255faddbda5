package io.keyfold.authconfig.oauth.protocol;

import io.keyfold.authconfig.oauth.vendor.AccountSource;
import io.keyfold.authconfig.oauth.vendor.BodyFormat;
import io.keyfold.authconfig.oauth.vendor.ClientAuthentication;
import io.keyfold.authconfig.oauth.vendor.Endpoints;
import io.keyfold.authconfig.oauth.vendor.Lifetimes;
import io.keyfold.authconfig.oauth.vendor.Pkce;
import io.keyfold.authconfig.oauth.vendor.RefreshTokens;
import io.keyfold.authconfig.oauth.vendor.Revocation;
import io.keyfold.authconfig.oauth.vendor.ScopeParameter;
import io.keyfold.authconfig.oauth.vendor.TokenResponseFields;
import io.keyfold.authconfig.oauth.vendor.VendorOAuth;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Vendors as the catalogue describes them. */
final class Vendors {

  private Vendors() {}

  /** User tokens in a nested object, scopes with commas, errors with {@code ok: false}, a revocation of its own. */
  static final VendorOAuth SLACK = new VendorOAuth(
    Endpoints.of(
      URI.create("https://slack.com/oauth/v2/authorize"),
      URI.create("https://slack.com/api/oauth.v2.access")
    ),
    Pkce.NONE,
    ClientAuthentication.CLIENT_SECRET_POST,
    BodyFormat.FORM,
    new ScopeParameter("user_scope", ","),
    Map.of(),
    new TokenResponseFields(
      "/authed_user/access_token",
      "/authed_user/refresh_token",
      "/authed_user/expires_in",
      "/authed_user/refresh_token_expires_in",
      "/authed_user/scope",
      "/authed_user/token_type",
      "/error",
      "/error_description",
      "/ok"
    ),
    Map.of(
      "invalid_refresh_token",
      "invalid_grant",
      "token_revoked",
      "invalid_grant",
      "internal_error",
      "server_error",
      "ratelimited",
      "temporarily_unavailable"
    ),
    Lifetimes.UNKNOWN,
    new AccountSource(null, "/authed_user/id", "/team/name"),
    new Revocation(
      "https://slack.com/api/auth.revoke",
      Revocation.Method.POST,
      BodyFormat.FORM,
      "token",
      Revocation.Authentication.BEARER,
      Revocation.TokenKind.ACCESS
    ),
    null
  );

  /** Errors with status 200 and codes of its own; a revocation with the app's credentials. */
  static final VendorOAuth GITHUB = new VendorOAuth(
    Endpoints.of(
      URI.create("https://github.com/login/oauth/authorize"),
      URI.create("https://github.com/login/oauth/access_token")
    ),
    Pkce.S256,
    ClientAuthentication.CLIENT_SECRET_POST,
    BodyFormat.FORM,
    ScopeParameter.STANDARD,
    Map.of(),
    TokenResponseFields.STANDARD,
    Map.of("bad_refresh_token", "invalid_grant", "bad_verification_code", "invalid_grant"),
    Lifetimes.UNKNOWN,
    null,
    new Revocation(
      "https://api.github.com/applications/{client_id}/grant",
      Revocation.Method.DELETE,
      BodyFormat.JSON,
      "access_token",
      Revocation.Authentication.BASIC,
      Revocation.TokenKind.ACCESS
    ),
    null
  );

  /** Extra authorization parameters, and the account in the ID token. */
  static final VendorOAuth GOOGLE = new VendorOAuth(
    new Endpoints(
      URI.create("https://accounts.google.com/o/oauth2/v2/auth"),
      URI.create("https://oauth2.googleapis.com/token"),
      "https://accounts.google.com",
      false
    ),
    Pkce.S256,
    ClientAuthentication.CLIENT_SECRET_POST,
    BodyFormat.FORM,
    ScopeParameter.STANDARD,
    Map.of("access_type", "offline", "prompt", "consent"),
    TokenResponseFields.STANDARD,
    Map.of(),
    new Lifetimes(Duration.ofHours(1), RefreshTokens.CONSTANT, Duration.ofDays(180)),
    null,
    Revocation.rfc7009("https://oauth2.googleapis.com/revoke"),
    null
  );

  /** {@return a vendor at other endpoints} */
  static VendorOAuth at(VendorOAuth vendor, Endpoints endpoints) {
    return with(vendor, endpoints, vendor.account(), vendor.revocation());
  }

  /** {@return a vendor that writes scopes in another way} */
  static VendorOAuth scoped(VendorOAuth vendor, ScopeParameter scopes) {
    return new VendorOAuth(
      vendor.endpoints(),
      vendor.pkce(),
      vendor.clientAuthentication(),
      vendor.tokenRequestBody(),
      scopes,
      vendor.authorizationParameters(),
      vendor.tokenResponse(),
      vendor.errorCodes(),
      vendor.lifetimes(),
      vendor.account(),
      vendor.revocation(),
      vendor.resource()
    );
  }

  /** {@return a vendor with some parts replaced} */
  static VendorOAuth with(
    VendorOAuth vendor,
    Endpoints endpoints,
    @Nullable AccountSource account,
    @Nullable Revocation revocation
  ) {
    return new VendorOAuth(
      endpoints,
      vendor.pkce(),
      vendor.clientAuthentication(),
      vendor.tokenRequestBody(),
      vendor.scopeParameter(),
      vendor.authorizationParameters(),
      vendor.tokenResponse(),
      vendor.errorCodes(),
      vendor.lifetimes(),
      account,
      revocation,
      vendor.resource()
    );
  }
}
