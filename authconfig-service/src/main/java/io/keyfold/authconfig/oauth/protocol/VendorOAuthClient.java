package io.keyfold.authconfig.oauth.protocol;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import io.keyfold.authconfig.oauth.AppCredentials;
import io.keyfold.authconfig.oauth.AuthorizationRequest;
import io.keyfold.authconfig.oauth.CodeExchange;
import io.keyfold.authconfig.oauth.OAuthClient;
import io.keyfold.authconfig.oauth.RevocationResult;
import io.keyfold.authconfig.oauth.SignedGrant;
import io.keyfold.authconfig.oauth.TokenResult;
import io.keyfold.authconfig.oauth.http.HttpCall;
import io.keyfold.authconfig.oauth.http.HttpCall.Operation;
import io.keyfold.authconfig.oauth.http.HttpOutcome;
import io.keyfold.authconfig.oauth.http.OAuthHttp;
import io.keyfold.authconfig.oauth.vendor.AccountSource;
import io.keyfold.authconfig.oauth.vendor.Revocation;
import io.keyfold.authconfig.oauth.vendor.VendorOAuth;
import io.keyfold.platform.vault.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The port's implementation over HTTP. */
public final class VendorOAuthClient implements OAuthClient {

  /** Signing and reading a large response take too long for an event loop. */
  private static final Scheduler COMPUTATION = Schedulers.parallel();

  /** The tokens are kept nowhere while the account is looked up. */
  private static final Duration ACCOUNT_TIMEOUT = Duration.ofSeconds(10);

  private final OAuthHttp http;
  private final Clock clock;

  /** Creates the client. */
  public VendorOAuthClient(OAuthHttp http, Clock clock) {
    this.http = http;
    this.clock = clock;
  }

  @Override
  public URI authorizationUrl(AppCredentials app, VendorOAuth vendor, AuthorizationRequest request) {
    if (foreign(app, vendor)) {
      throw new IllegalArgumentException("the app belongs to another issuer");
    }
    return AuthorizationUrls.write(app.clientId(), vendor, request);
  }

  @Override
  public Mono<TokenResult> exchange(AppCredentials app, VendorOAuth vendor, CodeExchange exchange) {
    Secret verifier = exchange.codeVerifier();
    Supplier<AuthorizationGrant> grant = () ->
      new AuthorizationCodeGrant(
        new AuthorizationCode(text(exchange.code())),
        exchange.redirectUri(),
        verifier == null ? null : new CodeVerifier(text(verifier))
      );
    EchoGuard guard = guard(app).and(exchange.code(), verifier);
    return request(app, vendor, new TokenCall(Operation.EXCHANGE, grant, exchange.scopes(), List.of(), guard)).flatMap(
      result -> withAccount(app, vendor, guard, result)
    );
  }

  @Override
  public Mono<TokenResult> refresh(AppCredentials app, VendorOAuth vendor, Secret refreshToken, List<String> scopes) {
    Supplier<AuthorizationGrant> grant = () -> new RefreshTokenGrant(new RefreshToken(text(refreshToken)));
    EchoGuard guard = guard(app).and(refreshToken);
    List<String> granted = scopes.isEmpty() ? null : scopes;
    return request(app, vendor, new TokenCall(Operation.REFRESH, grant, granted, scopes, guard));
  }

  @Override
  public Mono<TokenResult> clientCredentials(AppCredentials app, VendorOAuth vendor, List<String> scopes) {
    Supplier<AuthorizationGrant> grant = ClientCredentialsGrant::new;
    return request(app, vendor, new TokenCall(Operation.CLIENT_CREDENTIALS, grant, scopes, scopes, guard(app)));
  }

  @Override
  public Mono<TokenResult> jwtBearer(@Nullable AppCredentials app, VendorOAuth vendor, SignedGrant grant) {
    Supplier<AuthorizationGrant> assertion = () -> Assertions.grant(grant, vendor.endpoints().token(), clock.instant());
    EchoGuard guard = app == null ? EchoGuard.of() : guard(app);
    return request(app, vendor, new TokenCall(Operation.JWT_BEARER, assertion, grant.scopes(), grant.scopes(), guard));
  }

  @Override
  public Mono<RevocationResult> revoke(
    AppCredentials app,
    VendorOAuth vendor,
    Secret accessToken,
    @Nullable Secret refreshToken
  ) {
    Revocation revocation = vendor.revocation();
    if (revocation == null) {
      return Mono.just(new RevocationResult.NotOffered());
    }
    if (foreign(app, vendor)) {
      return Mono.just(new RevocationResult.Rejected(TokenResult.Rejected.ISSUER_MISMATCH, null));
    }
    EchoGuard guard = guard(app).and(accessToken, refreshToken);
    return computed(() -> Revocations.call(app, vendor, revocation, accessToken, refreshToken))
      .flatMap(http::send)
      .publishOn(COMPUTATION)
      .map(outcome -> Revocations.read(vendor, revocation, guard, outcome, clock.instant()))
      .onErrorResume(UnusableCredentialException.class, e ->
        Mono.just(new RevocationResult.Rejected("invalid_client", e.getMessage()))
      );
  }

  private Mono<TokenResult> request(@Nullable AppCredentials app, VendorOAuth vendor, TokenCall request) {
    if (app != null && foreign(app, vendor)) {
      return Mono.just(new TokenResult.Rejected(TokenResult.Rejected.ISSUER_MISMATCH, null));
    }
    String clientId = app == null ? "" : app.clientId();
    return computed(() -> request.call(app, vendor))
      .flatMap(call -> {
        TokenReading reading = new TokenReading(vendor, clientId, request.granted(), clock.instant(), request.guard());
        return http.send(call).publishOn(COMPUTATION).map(reading::read);
      })
      .onErrorResume(UnusableCredentialException.class, e ->
        Mono.just(new TokenResult.Rejected("invalid_client", e.getMessage()))
      );
  }

  private static <T> Mono<T> computed(Supplier<T> what) {
    return Mono.fromSupplier(what).subscribeOn(COMPUTATION);
  }

  private Mono<TokenResult> withAccount(AppCredentials app, VendorOAuth vendor, EchoGuard guard, TokenResult result) {
    AccountSource source = vendor.account();
    URI userInfo = source == null ? null : source.userInfo();
    if (userInfo == null || !(result instanceof TokenResult.Tokens tokens)) {
      return Mono.just(result);
    }
    Accounts accounts = new Accounts(vendor, app.clientId(), guard.and(tokens.accessToken(), tokens.refreshToken()));
    Map<String, List<String>> headers = Map.of(
      "Accept",
      List.of("application/json"),
      "Authorization",
      List.of("Bearer " + text(tokens.accessToken()))
    );
    return http
      .send(new HttpCall(Operation.USER_INFO, "GET", userInfo, headers, null))
      .publishOn(COMPUTATION)
      .mapNotNull(outcome ->
        outcome instanceof HttpOutcome.Answer answer && answer.success()
          ? accounts.userInfo(answer.body()).map(tokens::with).orElse(null)
          : null
      )
      .timeout(ACCOUNT_TIMEOUT, Mono.empty())
      .defaultIfEmpty(tokens)
      .cast(TokenResult.class);
  }

  /** Credentials of one issuer are never used with another. */
  private static boolean foreign(AppCredentials app, VendorOAuth vendor) {
    return app.issuer() != null && !Objects.equals(app.issuer(), vendor.endpoints().issuer());
  }

  private static EchoGuard guard(AppCredentials app) {
    return EchoGuard.of(app.clientSecret(), app.privateKey());
  }

  private static String text(Secret secret) {
    return secret.use(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
