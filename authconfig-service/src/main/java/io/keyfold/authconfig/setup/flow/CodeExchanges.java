package io.keyfold.authconfig.setup.flow;

import io.keyfold.authconfig.apps.Apps;
import io.keyfold.authconfig.apps.Apps.OwnedApp;
import io.keyfold.authconfig.apps.model.AppVersion;
import io.keyfold.authconfig.catalogue.KnownMethod;
import io.keyfold.authconfig.grants.PendingConsent;
import io.keyfold.authconfig.grants.TokenPair;
import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.authconfig.grants.TokenVault;
import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.authconfig.oauth.Account;
import io.keyfold.authconfig.oauth.CodeExchange;
import io.keyfold.authconfig.oauth.OAuthClient;
import io.keyfold.authconfig.oauth.TokenResult;
import io.keyfold.authconfig.oauth.vendor.RefreshTokens;
import io.keyfold.authconfig.oauth.vendor.VendorOAuth;
import io.keyfold.authconfig.sealing.Sealing;
import io.keyfold.authconfig.setup.LinkSecrets;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import io.keyfold.platform.vault.Secret;
import io.keyfold.schema.CredentialKind;
import io.keyfold.schema.TokenSet;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Exchanges authorization codes, each at most once: the attempt is claimed on the log first. The tokens are sealed
 * before they are written, and pending until the user is bound.
 */
final class CodeExchanges {

  private static final Logger LOG = LoggerFactory.getLogger(CodeExchanges.class);

  private final FlowCommands commands;
  private final Apps apps;
  private final OAuthClient oauth;
  private final TokenVault vault;
  private final Sealing sealing;
  private final State authConfigs;
  private final State tokens;
  private final Clock clock;

  CodeExchanges(
    FlowCommands commands,
    Apps apps,
    OAuthClient oauth,
    TokenVault vault,
    Sealing sealing,
    State authConfigs,
    State tokens,
    Clock clock
  ) {
    this.commands = commands;
    this.apps = apps;
    this.oauth = oauth;
    this.vault = vault;
    this.sealing = sealing;
    this.authConfigs = authConfigs;
    this.tokens = tokens;
    this.clock = clock;
  }

  /** What became of an exchange. */
  enum Result {
    /** The tokens are pending. */
    SUBMITTED,
    /** The answer was used before. */
    USED,
    /** The vendor refused; a new consent may succeed. */
    REFUSED,
    /** The vendor did not answer in a usable way; a new consent may succeed. */
    FAILED,
    /** The session has ended. */
    ENDED,
  }

  /** {@return what became of it; the code is closed} */
  Mono<Result> exchange(
    Visit visit,
    KnownMethod method,
    VendorOAuth vendor,
    Authorization authorization,
    String state,
    Secret code
  ) {
    String attemptId = LinkSecrets.hash(state);
    return commands
      .claim(visit, attemptId)
      .then(Mono.defer(() -> claimed(visit, method, vendor, authorization, attemptId, code)))
      .onErrorResume(ApiException.class, e -> refused(e, Result.USED))
      .doFinally(end -> code.close());
  }

  private Mono<Result> claimed(
    Visit visit,
    KnownMethod method,
    VendorOAuth vendor,
    Authorization authorization,
    String attemptId,
    Secret code
  ) {
    return app(visit, authorization).flatMap(owned -> {
      // A version that is no longer usable is not sent: the vendor decides whether it accepts the current one.
      AppVersion version = owned.app().usable(authorization.appVersion(), clock.instant());
      return exchanged(owned, version, vendor, authorization, code).flatMap(
        result ->
          switch (result) {
            case TokenResult.Tokens issued -> submit(
              visit,
              method,
              attemptId,
              issued,
              facts(vendor, authorization, version, issued)
            );
            case TokenResult.Rejected rejected -> failed(visit, Result.REFUSED, rejected.error());
            case TokenResult.Transient failed -> failed(visit, Result.FAILED, failed.failure().reason().name());
            case TokenResult.Ambiguous failed -> failed(visit, Result.FAILED, failed.failure().reason().name());
          }
      );
    });
  }

  private Mono<TokenResult> exchanged(
    OwnedApp owned,
    AppVersion version,
    VendorOAuth vendor,
    Authorization authorization,
    Secret code
  ) {
    return Mono.usingWhen(
      apps.open(owned, version),
      app ->
        Mono.using(
          () -> Secret.ofText(authorization.verifier()),
          verifier ->
            oauth.exchange(
              app,
              vendor,
              new CodeExchange(code, verifier, URI.create(authorization.redirectUri()), authorization.scopes())
            ),
          Secret::close
        ),
      app -> Mono.fromRunnable(app::close)
    );
  }

  private Mono<OwnedApp> app(Visit visit, Authorization authorization) {
    return apps
      .find(visit.tenant(), authorization.appId())
      .filter(owned -> owned.owner().value().equals(authorization.appOwner()) && !owned.app().archived())
      .switchIfEmpty(Mono.error(() -> ApiException.of(ErrorCode.USE_AFTER_DELETE, "The OAuth app is archived")));
  }

  private Mono<Result> submit(
    Visit visit,
    KnownMethod method,
    String attemptId,
    TokenResult.Tokens issued,
    TokenSet.Builder facts
  ) {
    String keyId = keyId(visit);
    return Mono.using(
      () -> issued,
      open ->
        sealing.discardingUnused(fresh ->
          Sealing.replacingErased(Optional.ofNullable(keyId), key ->
            vault.seal(
              visit.tenant(),
              visit.session().request().authConfigId(),
              valueVersion(visit),
              key.orElse(null),
              new TokenPair(open.accessToken(), open.refreshToken()),
              facts
            )
          )
            .doOnNext(set -> {
              String sealedWith = set.getAccess().getKeyId();
              if (!sealedWith.equals(keyId)) {
                fresh.push(List.of(sealedWith));
              }
            })
            .flatMap(set -> commands.submit(visit, attemptId, method.id(), CredentialKind.OAUTH_AUTOMATED, set, null))
        ),
      TokenResult.Tokens::close
    )
      .thenReturn(Result.SUBMITTED)
      .onErrorResume(ApiException.class, e -> refused(e, Result.ENDED));
  }

  private TokenSet.Builder facts(
    VendorOAuth vendor,
    Authorization authorization,
    AppVersion version,
    TokenResult.Tokens issued
  ) {
    Account account = issued.account();
    List<String> granted = issued.scopes();
    boolean refreshable = issued.refreshToken() != null && vendor.lifetimes().refreshTokens() != RefreshTokens.NONE;
    return TokenSet.newBuilder()
      .setObtainedAt(clock.instant().truncatedTo(ChronoUnit.MICROS))
      .setExpiresAt(micros(issued.expiresAt()))
      .setRefreshExpiresAt(micros(issued.refreshExpiresAt()))
      .setRefreshable(refreshable)
      .setScopesRequested(authorization.scopes())
      .setScopesGranted(granted == null ? List.of() : granted)
      .setAccount(account == null ? null : new io.keyfold.schema.Account(account.id(), account.name()))
      .setAppId(authorization.appId())
      .setAppVersion(version.number())
      .setIssuer(vendor.endpoints().issuer());
  }

  /** The version that the auth config's next credential has. */
  private long valueVersion(Visit visit) {
    return state(visit).map(TokenState::credentialVersion).orElse(0L) + 1;
  }

  /** The data key of the grant, or of the pending consent that this one replaces; null creates one. */
  private @Nullable String keyId(Visit visit) {
    String id = visit.session().request().authConfigId();
    return authConfigs
      .find(AuthConfigs.key(visit.tenant(), id))
      .map(AuthConfig::keyId)
      .or(() ->
        state(visit)
          .map(TokenState::pending)
          .map(PendingConsent::tokens)
          .map(pending -> pending.keyId())
      )
      .orElse(null);
  }

  private Optional<TokenState> state(Visit visit) {
    TenantId tenant = visit.tenant();
    return tokens.find(TokenState.key(tenant, visit.session().request().authConfigId()));
  }

  private static Mono<Result> failed(Visit visit, Result result, String why) {
    LOG.atWarn()
      .addKeyValue("setup_session", visit.session().id())
      .addKeyValue("provider", visit.provider().id())
      .addKeyValue("request_id", visit.requestId())
      .addKeyValue("reason", why)
      .log("an authorization code was not exchanged");
    return Mono.just(result);
  }

  private static Mono<Result> refused(ApiException e, Result conflict) {
    return switch (e.code()) {
      case CONFLICT -> Mono.just(conflict);
      case GONE, USE_AFTER_DELETE -> Mono.just(Result.ENDED);
      default -> Mono.error(e);
    };
  }

  private static @Nullable Instant micros(@Nullable Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.MICROS);
  }
}
