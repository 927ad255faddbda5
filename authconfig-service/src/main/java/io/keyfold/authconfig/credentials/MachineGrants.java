package io.keyfold.authconfig.credentials;

import io.keyfold.authconfig.apps.Apps;
import io.keyfold.authconfig.catalogue.KnownOAuth;
import io.keyfold.authconfig.catalogue.MethodChoice;
import io.keyfold.authconfig.commands.ConnectGrant;
import io.keyfold.authconfig.grants.TokenPair;
import io.keyfold.authconfig.grants.TokenVault;
import io.keyfold.authconfig.oauth.AppCredentials;
import io.keyfold.authconfig.oauth.CallFailure;
import io.keyfold.authconfig.oauth.OAuthClient;
import io.keyfold.authconfig.oauth.SignedGrant;
import io.keyfold.authconfig.oauth.TokenResult;
import io.keyfold.authconfig.sealing.Sealing;
import io.keyfold.authconfig.vendors.Vendor;
import io.keyfold.authconfig.vendors.Vendors;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.vault.Secret;
import io.keyfold.schema.Account;
import io.keyfold.schema.GrantSource;
import io.keyfold.schema.Sealed;
import io.keyfold.schema.TokenSet;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Grants without a user's consent: the app's own token (RFC 6749 section 4.4), or one for an assertion that the app
 * signs (RFC 7523). The first token is requested before the grant exists, so that what the vendor refuses is never
 * stored. Thread-safe.
 */
final class MachineGrants {

  private static final Sealed UNSEALED = new Sealed("", ByteBuffer.allocate(0), "");

  private final Apps apps;
  private final Vendors vendors;
  private final OAuthClient oauth;
  private final TokenVault vault;
  private final Clock clock;

  MachineGrants(Apps apps, Vendors vendors, OAuthClient oauth, TokenVault vault, Clock clock) {
    this.apps = apps;
    this.vendors = vendors;
    this.oauth = oauth;
    this.vault = vault;
    this.clock = clock;
  }

  /** {@return the command that creates the grant; errors with the API error of what does not fit or was refused} */
  Mono<ConnectGrant.Builder> connect(
    WriteRequest write,
    MethodChoice.Chosen chosen,
    MachineRequest request,
    @Nullable String deploymentId
  ) {
    KnownOAuth settings = chosen.method().oauth();
    if (settings == null || settings.grantType() != request.grantType()) {
      return Mono.error(
        ApiException.about(
          ErrorCode.INVALID_AUTH_METHOD,
          "provider.capabilities.auth_method",
          chosen.method().id(),
          "The auth method does not issue tokens for this grant_type"
        )
      );
    }
    String provider = chosen.provider().id();
    return apps
      .choose(write.tenant(), provider, deploymentId, request.appId())
      .doOnNext(MachineGrants::requireOwn)
      .flatMap(owned ->
        vendors
          .of(chosen.provider(), settings, owned.app().issuer())
          .flatMap(vendor -> requested(write, chosen, request, owned, vendor))
      );
  }

  /** The platform's app acts for itself, and not for a tenant: its tokens would reach what is not the tenant's. */
  private static void requireOwn(Apps.OwnedApp owned) {
    if (owned.managed()) {
      throw ApiException.of(
        ErrorCode.MISSING_OAUTH_CREDENTIALS,
        "Without a user's consent, only an OAuth app of your own can obtain tokens",
        "Create one with POST /provider-auth-credentials"
      );
    }
  }

  private Mono<ConnectGrant.Builder> requested(
    WriteRequest write,
    MethodChoice.Chosen chosen,
    MachineRequest request,
    Apps.OwnedApp owned,
    Vendor vendor
  ) {
    List<String> wanted = request.scopes().isEmpty() ? owned.app().scopes() : request.scopes();
    List<String> scopes = wanted.isEmpty() ? vendor.defaultScopes() : wanted;
    return Mono.usingWhen(
      apps.open(owned, owned.app().current()),
      app -> call(app, vendor, request, scopes),
      app -> Mono.fromRunnable(app::close)
    )
      .map(result -> issued(chosen, result))
      .flatMap(tokens ->
        Mono.using(() -> tokens, open -> sealed(write, request, owned, vendor, scopes, open), TokenResult.Tokens::close)
      );
  }

  private Mono<TokenResult> call(AppCredentials app, Vendor vendor, MachineRequest request, List<String> scopes) {
    if (request.grantType() == KnownOAuth.GrantType.CLIENT_CREDENTIALS) {
      return oauth.clientCredentials(app, vendor.oauth(), scopes);
    }
    Secret key = app.privateKey();
    return key == null
      ? Mono.error(
          ApiException.of(
            ErrorCode.MISSING_OAUTH_CREDENTIALS,
            "The OAuth app has no private key to sign with",
            "Create one with private_key by POST /provider-auth-credentials"
          )
        )
      : oauth.jwtBearer(
          null,
          vendor.oauth(),
          new SignedGrant(
            app.clientId(),
            Objects.requireNonNullElse(request.subject(), app.clientId()),
            null,
            key,
            scopes
          )
        );
  }

  private static TokenResult.Tokens issued(MethodChoice.Chosen chosen, TokenResult result) {
    String provider = chosen.provider().id();
    return switch (result) {
      case TokenResult.Tokens tokens -> tokens;
      case TokenResult.Rejected rejected -> throw ApiException.about(
        ErrorCode.PROVIDER_REFUSED_CREDENTIAL,
        "provider",
        provider,
        "The provider refused to issue a token: " + rejected.error()
      );
      case TokenResult.Transient failed -> throw unreachable(provider, failed.failure().reason());
      case TokenResult.Ambiguous failed -> throw unreachable(provider, failed.failure().reason());
    };
  }

  private static ApiException unreachable(String provider, CallFailure.Reason reason) {
    return ApiException.about(
      ErrorCode.PROVIDER_UNREACHABLE,
      "provider",
      provider,
      reason == CallFailure.Reason.EGRESS_PROXY
        ? "The egress proxy did not connect Keyfold to the provider's token endpoint"
        : "The provider's token endpoint did not answer in a usable way: " + reason
    );
  }

  /** A refresh asks again with the same app and subject, so no refresh token is kept. */
  private Mono<ConnectGrant.Builder> sealed(
    WriteRequest write,
    MachineRequest request,
    Apps.OwnedApp owned,
    Vendor vendor,
    List<String> scopes,
    TokenResult.Tokens tokens
  ) {
    String id = Ids.fresh("pac_", write.at());
    String subject = request.subject();
    TokenSet.Builder facts = TokenSet.newBuilder()
      .setAccess(UNSEALED)
      .setValueVersion(1)
      .setObtainedAt(clock.instant().truncatedTo(ChronoUnit.MICROS))
      .setExpiresAt(micros(tokens.expiresAt()))
      .setRefreshable(true)
      .setScopesRequested(scopes)
      .setScopesGranted(Optional.ofNullable(tokens.scopes()).orElse(List.of()))
      .setAccount(subject == null ? null : new Account(subject, null))
      .setAppId(owned.app().id())
      .setAppVersion(owned.app().current().number())
      .setIssuer(vendor.oauth().endpoints().issuer());
    TokenPair pair = new TokenPair(tokens.accessToken(), null);
    return Sealing.replacingErased(Optional.empty(), key ->
      vault.seal(write.tenant(), id, 1, key.orElse(null), pair, facts)
    ).map(set -> ConnectGrant.newBuilder().setMeta(write.meta(id)).setSource(source(request)).setTokens(set));
  }

  private static GrantSource source(MachineRequest request) {
    return request.grantType() == KnownOAuth.GrantType.CLIENT_CREDENTIALS
      ? GrantSource.CLIENT_CREDENTIALS
      : GrantSource.JWT_BEARER;
  }

  private static @Nullable Instant micros(@Nullable Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.MICROS);
  }
}
