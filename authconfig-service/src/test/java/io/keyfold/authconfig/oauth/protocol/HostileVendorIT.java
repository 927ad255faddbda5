package io.keyfold.authconfig.oauth.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.keyfold.authconfig.oauth.AppCredentials;
import io.keyfold.authconfig.oauth.AuthorizationRequest;
import io.keyfold.authconfig.oauth.CallFailure;
import io.keyfold.authconfig.oauth.CallFailure.Reason;
import io.keyfold.authconfig.oauth.CodeExchange;
import io.keyfold.authconfig.oauth.OAuthClient;
import io.keyfold.authconfig.oauth.ProofKey;
import io.keyfold.authconfig.oauth.RevocationResult;
import io.keyfold.authconfig.oauth.SignedGrant;
import io.keyfold.authconfig.oauth.TokenResult;
import io.keyfold.authconfig.oauth.TokenResult.Ambiguous;
import io.keyfold.authconfig.oauth.TokenResult.Rejected;
import io.keyfold.authconfig.oauth.TokenResult.Tokens;
import io.keyfold.authconfig.oauth.TokenResult.Transient;
import io.keyfold.authconfig.oauth.http.OAuthHttp;
import io.keyfold.authconfig.oauth.http.OAuthHttpProperties;
import io.keyfold.authconfig.oauth.vendor.AccountSource;
import io.keyfold.authconfig.oauth.vendor.Endpoints;
import io.keyfold.authconfig.oauth.vendor.Revocation;
import io.keyfold.authconfig.oauth.vendor.VendorOAuth;
import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.egress.EgressProperties;
import io.keyfold.platform.testing.ConnectProxy;
import io.keyfold.platform.testing.oauth.HostileVendor;
import io.keyfold.platform.testing.oauth.Manner;
import io.keyfold.platform.testing.oauth.ReceivedRequest;
import io.keyfold.platform.vault.Secret;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The client against a vendor that misbehaves. */
class HostileVendorIT {

  private static final Duration BOUND = Duration.ofMinutes(2);
  private static final Duration PATIENT = Duration.ofMinutes(1);
  private static final URI REDIRECT = URI.create("https://keyfold.example/oauth/callback");
  private static final String SECRET = "s3cret-canary~/+ä";

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final HostileVendor server = new HostileVendor();
  private final AppCredentials app = AppCredentials.of("client 1", Secret.ofText(SECRET));
  private final VendorOAuth vendor = vendor(server);

  @AfterEach
  void tearDown() {
    server.close();
  }

  @Test
  void aCodeIsExchangedOnceAndTheAccountLookedUp() {
    try (Client client = new Client(true, PATIENT, 10)) {
      ProofKey key = ProofKey.create();
      CodeExchange exchange = consent(client, key, key.verifier());
      Tokens tokens = (Tokens) await(client.port.exchange(app, vendor, exchange));
      assertThat(Objects.requireNonNull(tokens.account()).name()).isEqualTo("Ada");
      assertThat(tokens.scopes()).containsExactly("read", "write");
      assertThat(server.accepts(text(tokens.accessToken()))).isTrue();

      assertThat(await(client.port.exchange(app, vendor, exchange))).isEqualTo(new Rejected("invalid_grant", null));
    }
  }

  @Test
  void aWrongVerifierIsRejected() {
    try (Client client = new Client(true, PATIENT, 10)) {
      CodeExchange exchange = consent(client, ProofKey.create(), ProofKey.create().verifier());
      assertThat(await(client.port.exchange(app, vendor, exchange))).isEqualTo(new Rejected("invalid_grant", null));
    }
  }

  @Test
  void aFailedLookupOfTheAccountDoesNotFailTheExchange() {
    VendorOAuth lost = Vendors.with(
      vendor,
      vendor.endpoints(),
      new AccountSource(server.url("/nowhere"), "/sub", null),
      null
    );
    try (Client client = new Client(true, PATIENT, 10)) {
      ProofKey key = ProofKey.create();
      Tokens tokens = (Tokens) await(client.port.exchange(app, lost, consent(client, key, key.verifier())));
      assertThat(tokens.account()).isNull();
    }
  }

  @Test
  void basicAuthenticationEncodesIdAndSecret() {
    try (Client client = new Client(true, PATIENT, 10)) {
      await(client.port.clientCredentials(app, vendor, List.of("read")));
      ReceivedRequest request = server.received("/token").getFirst();
      // RFC 6749 section 2.3.1: form-encoded, then base64.
      assertThat(request.header("authorization")).isEqualTo(
        "Basic " +
          Base64.getEncoder().encodeToString("client+1:s3cret-canary%7E%2F%2B%C3%A4".getBytes(StandardCharsets.UTF_8))
      );
      assertThat(request.form()).containsEntry("scope", "read").doesNotContainKey("client_secret");
    }
  }

  @Test
  void aRefreshRotatesAndDetectsReuse() {
    try (Client client = new Client(true, PATIENT, 10)) {
      String first = server.newRefreshToken();
      Tokens tokens = (Tokens) await(refresh(client, first));
      assertThat(text(Objects.requireNonNull(tokens.refreshToken()))).isNotEqualTo(first);
      assertThat(tokens.scopes()).isNull();

      assertThat(await(refresh(client, first))).isEqualTo(new Rejected("invalid_grant", null));
      assertThat(server.reuses()).isEqualTo(1);
      assertThat(await(refresh(client, text(tokens.refreshToken())))).isEqualTo(new Rejected("invalid_grant", null));
    }
  }

  @Test
  void aRefreshWithoutARefreshTokenKeepsTheOldOne() {
    server.answer(Manner.CORRECT.with(Manner.Rotation.OMITTED));
    try (Client client = new Client(true, PATIENT, 10)) {
      String token = server.newRefreshToken();
      assertThat(((Tokens) await(refresh(client, token))).refreshToken()).isNull();
      assertThat(await(refresh(client, token))).isInstanceOf(Tokens.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = { "-5", "1000000000000", "\"soon\"" })
  void absurdLifetimesAreUnknown(String literal) {
    server.answer(Manner.CORRECT.expiringIn(literal).ofType("bEaReR"));
    try (Client client = new Client(true, PATIENT, 10)) {
      Tokens tokens = (Tokens) await(refresh(client, server.newRefreshToken()));
      assertThat(tokens.expiresAt()).isNull();
      assertThat(tokens.tokenType()).isEqualToIgnoringCase("Bearer");
    }
  }

  @Test
  void aSlowVendorIsWaitedFor() {
    server.answer(Manner.CORRECT.after(Duration.ofMillis(200)));
    try (Client client = new Client(true, PATIENT, 10)) {
      assertThat(await(refresh(client, server.newRefreshToken()))).isInstanceOf(Tokens.class);
      assertThat(server.received("/token")).hasSize(1);
    }
  }

  @Test
  void aHangingVendorIsAmbiguous() {
    server.answer(Manner.CORRECT.with(Manner.Reply.HANG));
    try (Client client = new Client(true, Duration.ofSeconds(1), 10)) {
      // A busy machine may need longer than the timeout to connect, which is not ambiguous.
      Awaitility.await()
        .atMost(BOUND)
        .until(() -> await(refresh(client, server.newRefreshToken())), ambiguous(Reason.TIMEOUT, null)::equals);
    }
  }

  @Test
  void aDroppedConnectionIsAmbiguousAndTheRequestIsNotRepeated() {
    server.answer(Manner.CORRECT.with(Manner.Reply.DROP));
    try (Client client = new Client(true, PATIENT, 10)) {
      assertThat(await(refresh(client, server.newRefreshToken()))).isEqualTo(ambiguous(Reason.CONNECTION_LOST, null));
      assertThat(server.received("/token")).hasSize(1);
    }
  }

  @Test
  void answersThatCannotBeReadAreAmbiguous() {
    server.answerNext(
      Manner.CORRECT.with(Manner.Reply.HTML),
      Manner.CORRECT.with(Manner.Reply.HUGE),
      Manner.CORRECT.with(Manner.Reply.STATUS_500_HANDLED)
    );
    try (Client client = new Client(true, PATIENT, 10)) {
      assertThat(await(refresh(client, server.newRefreshToken()))).isEqualTo(ambiguous(Reason.UNREADABLE, 200));
      assertThat(await(refresh(client, server.newRefreshToken()))).isEqualTo(ambiguous(Reason.TOO_LARGE, 200));
      assertThat(await(refresh(client, server.newRefreshToken()))).isEqualTo(ambiguous(Reason.ERROR_STATUS, 500));
      assertThat(await(refresh(client, server.newRefreshToken()))).isInstanceOf(Tokens.class);
    }
  }

  @Test
  void aBusyVendorSaysWhenToRetry() {
    server.answer(Manner.CORRECT.with(Manner.Reply.STATUS_503));
    try (Client client = new Client(true, PATIENT, 10)) {
      assertThat(await(refresh(client, server.newRefreshToken()))).isEqualTo(
        new Transient(new CallFailure(Reason.ERROR_STATUS, 503), Duration.ofSeconds(7))
      );
    }
  }

  @Test
  void redirectsAreNotFollowed() {
    server.answer(Manner.CORRECT.with(Manner.Reply.REDIRECT));
    try (Client client = new Client(true, PATIENT, 10)) {
      assertThat(await(refresh(client, server.newRefreshToken()))).isEqualTo(
        new Transient(new CallFailure(Reason.REDIRECT, 307), null)
      );
    }
  }

  @Test
  void anUnreachableVendorWasNotSentAnything() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }
    VendorOAuth gone = Vendors.at(
      vendor,
      Endpoints.of(vendor.endpoints().token(), URI.create("http://127.0.0.1:" + port + "/token"))
    );
    try (Client client = new Client(true, PATIENT, 10)) {
      assertThat(await(client.port.refresh(app, gone, Secret.ofText("r"), List.of()))).isEqualTo(
        new Transient(new CallFailure(Reason.UNREACHABLE, null), null)
      );
    }
  }

  @Test
  void aFailedTlsHandshakeIsNotAmbiguous() {
    int port = server.url("/").getPort();
    VendorOAuth tls = Vendors.at(
      vendor,
      Endpoints.of(vendor.endpoints().token(), URI.create("https://127.0.0.1:" + port + "/token"))
    );
    try (Client client = new Client(true, PATIENT, 10)) {
      assertThat(await(client.port.refresh(app, tls, Secret.ofText("r"), List.of()))).isEqualTo(
        new Transient(new CallFailure(Reason.UNREACHABLE, null), null)
      );
    }
  }

  @Test
  void tokenRequestsGoThroughTheEgressProxyWhoseFailuresAreNotAmbiguous() {
    try (
      var proxy = ConnectProxy.toLoopback();
      var refusing = ConnectProxy.replying(request -> new ConnectProxy.Reply.Status(407));
      Client through = new Client(proxy.policy(), PATIENT, 10);
      Client refused = new Client(refusing.policy(), PATIENT, 10)
    ) {
      assertThat(await(refresh(through, server.newRefreshToken()))).isInstanceOf(Tokens.class);
      assertThat(proxy.targets()).containsExactly("127.0.0.1:" + server.url("/").getPort());
      assertThat(await(refresh(refused, server.newRefreshToken()))).isEqualTo(
        new Transient(new CallFailure(Reason.EGRESS_PROXY, null), null)
      );
    }
  }

  @Test
  void privateAddressesAndPlainHttpAreRefused() {
    VendorOAuth https = Vendors.at(
      vendor,
      Endpoints.of(vendor.endpoints().token(), URI.create("https://127.0.0.1:" + server.url("/").getPort() + "/token"))
    );
    try (Client client = new Client(false, PATIENT, 10)) {
      for (VendorOAuth refused : List.of(vendor, https)) {
        assertThat(await(client.port.refresh(app, refused, Secret.ofText("r"), List.of()))).isEqualTo(
          new Transient(new CallFailure(Reason.ADDRESS_REFUSED, null), null)
        );
      }
      assertThat(server.received("/token")).isEmpty();
    }
  }

  @Test
  void callsBeyondTheLimitFailAtOnceWithoutBeingSent() {
    server.answer(Manner.CORRECT.with(Manner.Reply.HANG));
    try (Client client = new Client(true, PATIENT, 3)) {
      List<TokenResult> results = Objects.requireNonNull(
        Flux.range(0, 10)
          .flatMap(i -> refresh(client, server.newRefreshToken()), 10)
          .take(7)
          .collectList()
          .block(BOUND)
      );
      assertThat(results)
        .hasSize(7)
        .containsOnly(new Transient(new CallFailure(Reason.BUSY, null), null));
      assertThat(server.received("/token").size()).isLessThanOrEqualTo(3);
      Awaitility.await()
        .atMost(BOUND)
        .untilAsserted(() -> assertThat(meters.get("keyfold.oauth.calls.active").gauge().value()).isZero());
    }
  }

  @Test
  @Tag("promise-4")
  void anEchoOfTheRequestIsNotPassedOn() {
    server.answer(Manner.CORRECT.with(Manner.Reply.ECHO));
    try (Client client = new Client(true, PATIENT, 10)) {
      String token = server.newRefreshToken();
      TokenResult result = await(refresh(client, token));
      String basic = Objects.requireNonNull(server.received("/token").getFirst().header("authorization")).substring(6);
      assertThat(result).isInstanceOf(Rejected.class);
      assertThat(result.toString()).doesNotContain(token, SECRET, basic);
    }
  }

  @Test
  void anAppOfAnotherIssuerIsNotUsed() {
    AppCredentials foreign = new AppCredentials("c", Secret.ofText("s"), null, null, "https://other.example");
    try (Client client = new Client(true, PATIENT, 10)) {
      assertThat(await(client.port.clientCredentials(foreign, vendor, List.of()))).isEqualTo(
        new Rejected(Rejected.ISSUER_MISMATCH, null)
      );
      assertThat(server.received("/token")).isEmpty();
    }
  }

  @Test
  void anAppWithoutWhatItNeedsIsRejectedBeforeTheCall() {
    AppCredentials empty = new AppCredentials("c", null, null, null, null);
    try (Client client = new Client(true, PATIENT, 10)) {
      assertThat(await(client.port.clientCredentials(empty, vendor, List.of()))).isEqualTo(
        new Rejected("invalid_client", "the app has no client secret")
      );
    }
  }

  @Test
  void aSignedGrantIsAnAssertionOfFiveMinutes() throws Exception {
    RSAKey key = new RSAKeyGenerator(2_048).keyID("k-1").generate();
    SignedGrant grant = new SignedGrant(
      "robot@acme.example",
      "ada@acme.example",
      null,
      Secret.ofText(key.toJSONString()),
      List.of("read", "write")
    );
    try (Client client = new Client(true, PATIENT, 10)) {
      Tokens tokens = (Tokens) await(client.port.jwtBearer(null, vendor, grant));
      assertThat(tokens.scopes()).containsExactly("read", "write");

      ReceivedRequest request = server.received("/token").getFirst();
      SignedJWT assertion = SignedJWT.parse(request.form().get("assertion"));
      JWTClaimsSet claims = assertion.getJWTClaimsSet();
      assertThat(request.form()).containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
      assertThat(request.header("authorization")).isNull();
      assertThat(assertion.verify(new RSASSAVerifier(key.toPublicJWK()))).isTrue();
      assertThat(claims.getIssuer()).isEqualTo("robot@acme.example");
      assertThat(claims.getSubject()).isEqualTo("ada@acme.example");
      assertThat(claims.getAudience()).containsExactly(server.url("/token").toString());
      assertThat(claims.getStringClaim("scope")).isEqualTo("read write");
      assertThat(claims.getExpirationTime().toInstant()).isEqualTo(
        claims.getIssueTime().toInstant().plus(Duration.ofMinutes(5))
      );
    }
  }

  @Test
  @Tag("promise-4")
  void anUnusableKeyIsRejectedWithoutQuotingIt() {
    for (String key : List.of(
      "canary-key",
      "{\"kty\":\"oct\",\"k\":\"Y2FuYXJ5LWtleQ\"}",
      "{\"kty\":\"RSA\",\"n\":\"canary\"}"
    )) {
      SignedGrant grant = new SignedGrant("i", "s", null, Secret.ofText(key), List.of());
      try (Client client = new Client(true, PATIENT, 10)) {
        TokenResult result = await(client.port.jwtBearer(null, vendor, grant));
        assertThat(result).isInstanceOf(Rejected.class);
        assertThat(result.toString()).doesNotContain("canary", "Y2FuYXJ5");
      }
    }
    assertThat(server.received("/token")).isEmpty();
  }

  @Test
  void revocationEndsTheGrant() {
    try (Client client = new Client(true, PATIENT, 10)) {
      Tokens tokens = (Tokens) await(refresh(client, server.newRefreshToken()));
      RevocationResult result = await(client.port.revoke(app, vendor, tokens.accessToken(), tokens.refreshToken()));
      assertThat(result).isEqualTo(new RevocationResult.Revoked());
      assertThat(server.revoked()).isEqualTo(1);
      assertThat(server.received("/revoke").getFirst().form()).containsEntry("token_type_hint", "refresh_token");
    }
  }

  @Test
  void aVendorsOwnRevocationCall() {
    server.document("/applications/client+1/grant", "{}");
    Revocation own = Objects.requireNonNull(Vendors.GITHUB.revocation());
    Revocation here = new Revocation(
      server.url("/applications/") + "{client_id}/grant",
      own.method(),
      own.body(),
      own.tokenField(),
      own.authentication(),
      own.token()
    );
    VendorOAuth github = Vendors.with(vendor, vendor.endpoints(), null, here);
    try (Client client = new Client(true, PATIENT, 10)) {
      assertThat(await(client.port.revoke(app, github, Secret.ofText("gho_1"), null))).isEqualTo(
        new RevocationResult.Revoked()
      );
      ReceivedRequest request = server.received("/applications/client+1/grant").getFirst();
      assertThat(request.method()).isEqualTo("DELETE");
      assertThat(request.body()).isEqualTo("{\"access_token\":\"gho_1\"}");
      assertThat(request.header("authorization")).startsWith("Basic ");
    }
  }

  private Mono<TokenResult> refresh(Client client, String token) {
    return client.port.refresh(app, vendor, Secret.ofText(token), List.of());
  }

  private CodeExchange consent(Client client, ProofKey key, Secret verifier) {
    List<String> scopes = List.of("read", "write");
    URI url = client.port.authorizationUrl(
      app,
      vendor,
      new AuthorizationRequest(REDIRECT, scopes, "state-1", key.challenge())
    );
    return new CodeExchange(Secret.ofText(code(url)), verifier, REDIRECT, scopes);
  }

  private static String code(URI url) {
    try (HttpClient browser = HttpClient.newHttpClient()) {
      HttpResponse<Void> response = browser.send(
        HttpRequest.newBuilder(url).build(),
        HttpResponse.BodyHandlers.discarding()
      );
      String location = response.headers().firstValue("Location").orElseThrow();
      return location.substring(location.indexOf("code=") + 5, location.indexOf("&state=state-1"));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static VendorOAuth vendor(HostileVendor server) {
    return Vendors.with(
      VendorOAuth.standard(Endpoints.of(server.url("/authorize"), server.url("/token"))),
      Endpoints.of(server.url("/authorize"), server.url("/token")),
      new AccountSource(server.url("/userinfo"), "/sub", "/name"),
      Revocation.rfc7009(server.url("/revoke").toString())
    );
  }

  private static Ambiguous ambiguous(Reason reason, @Nullable Integer status) {
    return new Ambiguous(new CallFailure(reason, status));
  }

  private static <T> T await(Mono<T> result) {
    return Objects.requireNonNull(result.block(BOUND));
  }

  private static String text(Secret secret) {
    return secret.use(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private final class Client implements AutoCloseable {

    private final OAuthHttp http;
    private final OAuthClient port;

    Client(boolean allowPrivate, Duration callTimeout, int maxCalls) {
      this(new EgressPolicy(new EgressProperties(allowPrivate)), callTimeout, maxCalls);
    }

    Client(EgressPolicy policy, Duration callTimeout, int maxCalls) {
      this.http = new OAuthHttp(
        new OAuthHttpProperties(Duration.ofSeconds(10), callTimeout, DataSize.ofMegabytes(1), maxCalls, maxCalls),
        policy,
        meters
      );
      this.port = new VendorOAuthClient(http, Clock.systemUTC());
    }

    @Override
    public void close() {
      http.close();
    }
  }
}
