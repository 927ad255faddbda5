package io.keyfold.authconfig.catalogue;

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
import io.keyfold.schema.OAuthEndpoints;
import io.keyfold.schema.RequestBodyFormat;
import io.keyfold.schema.RevocationCall;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the OAuth settings of a published provider. */
final class OAuthMapping {

  private static final Logger LOG = LoggerFactory.getLogger(OAuthMapping.class);

  private OAuthMapping() {}

  /**
   * {@return the settings of a method}
   *
   * <p>Null for other methods, and for settings that this release cannot read because a newer one published them. Such
   * a method is listed but cannot be used; the fold goes on.
   */
  static @Nullable KnownOAuth oauth(String methodId, @Nullable OAuthEndpoints avro) {
    if (avro == null) {
      return null;
    }
    try {
      return new KnownOAuth(
        KnownOAuth.GrantType.valueOf(avro.getGrantType().name()),
        avro.getTokenUrl().isEmpty() ? null : vendor(avro),
        avro.getDefaultScopes()
      );
    } catch (IllegalArgumentException e) {
      LOG.atWarn().addKeyValue("method", methodId).log("OAuth settings that this release cannot read");
      return null;
    }
  }

  private static VendorOAuth vendor(OAuthEndpoints avro) {
    return new VendorOAuth(
      new Endpoints(
        avro.getAuthorizationUrl().isEmpty() ? null : URI.create(avro.getAuthorizationUrl()),
        URI.create(avro.getTokenUrl()),
        avro.getIssuer(),
        avro.getResponseIssuer()
      ),
      Pkce.valueOf(avro.getPkce().name()),
      ClientAuthentication.valueOf(avro.getClientAuth().name()),
      BodyFormat.valueOf(avro.getTokenRequestBody().name()),
      new ScopeParameter(avro.getScopeParameter(), avro.getScopeSeparator()),
      avro.getAuthorizationParameters(),
      tokenResponse(avro),
      avro.getErrorCodes(),
      new Lifetimes(
        seconds(avro.getDefaultExpiresIn()),
        RefreshTokens.valueOf(avro.getRefreshTokens().name()),
        seconds(avro.getRefreshIdleLifetime())
      ),
      account(avro),
      revocation(avro),
      uri(avro.getResource())
    );
  }

  /** Errors are always at the top level: a vendor that nests its tokens does so only on success. */
  private static TokenResponseFields tokenResponse(OAuthEndpoints avro) {
    TokenResponseFields standard = TokenResponseFields.STANDARD;
    String base = avro.getTokenPointer();
    String scope = avro.getScopePointer();
    return new TokenResponseFields(
      base + standard.accessToken(),
      base + standard.refreshToken(),
      base + standard.expiresIn(),
      base + standard.refreshExpiresIn(),
      scope == null ? base + standard.scope() : scope,
      base + standard.tokenType(),
      standard.error(),
      standard.errorDescription(),
      avro.getOkPointer()
    );
  }

  private static @Nullable AccountSource account(OAuthEndpoints avro) {
    String id = avro.getAccountIdPointer();
    if (id == null) {
      return null;
    }
    return new AccountSource(uri(avro.getUserinfoUrl()), id, avro.getAccountNamePointer());
  }

  private static @Nullable Revocation revocation(OAuthEndpoints avro) {
    RevocationCall call = avro.getRevocationCall();
    if (call == null) {
      return avro.getRevocationUrl() == null ? null : Revocation.rfc7009(avro.getRevocationUrl());
    }
    Revocation.Authentication authentication = switch (call.getAuth()) {
      case CLIENT_BASIC -> Revocation.Authentication.BASIC;
      case BEARER -> Revocation.Authentication.BEARER;
      case NONE -> Revocation.Authentication.NONE;
      case UNKNOWN -> throw new IllegalArgumentException("unknown authentication of a revocation call");
    };
    return new Revocation(
      call.getUrl(),
      Revocation.Method.valueOf(call.getMethod()),
      // A call without a body is authorized by the token; the format does not matter then.
      call.getBody() == RequestBodyFormat.NONE ? BodyFormat.FORM : BodyFormat.valueOf(call.getBody().name()),
      call.getTokenField(),
      authentication,
      Revocation.TokenKind.valueOf(call.getToken().name())
    );
  }

  private static @Nullable URI uri(@Nullable String url) {
    return url == null ? null : URI.create(url);
  }

  private static @Nullable Duration seconds(@Nullable Long seconds) {
    return seconds == null ? null : Duration.ofSeconds(seconds);
  }
}
