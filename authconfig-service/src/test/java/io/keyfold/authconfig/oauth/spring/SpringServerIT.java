package io.keyfold.authconfig.oauth.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.keyfold.authconfig.oauth.Account;
import io.keyfold.authconfig.oauth.AppCredentials;
import io.keyfold.authconfig.oauth.AuthorizationCallback;
import io.keyfold.authconfig.oauth.AuthorizationRequest;
import io.keyfold.authconfig.oauth.CodeExchange;
import io.keyfold.authconfig.oauth.OAuthClient;
import io.keyfold.authconfig.oauth.ProofKey;
import io.keyfold.authconfig.oauth.RevocationResult;
import io.keyfold.authconfig.oauth.TokenResult;
import io.keyfold.authconfig.oauth.TokenResult.Rejected;
import io.keyfold.authconfig.oauth.TokenResult.Tokens;
import io.keyfold.authconfig.oauth.discovery.AuthorizationServer;
import io.keyfold.authconfig.oauth.discovery.ClientRegistration;
import io.keyfold.authconfig.oauth.discovery.Discovered;
import io.keyfold.authconfig.oauth.discovery.DiscoveryProperties;
import io.keyfold.authconfig.oauth.discovery.HttpDiscovery;
import io.keyfold.authconfig.oauth.discovery.OurClient;
import io.keyfold.authconfig.oauth.http.OAuthHttp;
import io.keyfold.authconfig.oauth.http.OAuthHttpProperties;
import io.keyfold.authconfig.oauth.protocol.VendorOAuthClient;
import io.keyfold.authconfig.oauth.vendor.ClientAuthentication;
import io.keyfold.authconfig.oauth.vendor.VendorOAuth;
import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.egress.EgressProperties;
import io.keyfold.platform.testing.oauth.HostileVendor;
import io.keyfold.platform.vault.Secret;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpringServerIT {

  private static final Duration BOUND = Duration.ofMinutes(1);
  private static final URI REDIRECT = URI.create("https://keyfold.example/oauth/callback");
  private static final URI RESOURCE = URI.create("https://mcp.example/mcp");
  private static final List<String> SCOPES = List.of("openid", "read", "write");
  private static final String SECRET = "s3cret+/ %~ä";

  private final ECKey key = key();
  private final HostileVendor keys = new HostileVendor();
  private final SpringServer server = new SpringServer(
    List.of(
      client("basic", ClientAuthenticationMethod.CLIENT_SECRET_BASIC).build(),
      client("post", ClientAuthenticationMethod.CLIENT_SECRET_POST).build(),
      client("key", ClientAuthenticationMethod.PRIVATE_KEY_JWT)
        .clientSettings(
          ClientSettings.builder()
            .requireProofKey(true)
            .jwkSetUrl(keys.url("/jwks").toString())
            .tokenEndpointAuthenticationSigningAlgorithm(SignatureAlgorithm.ES256)
            .build()
        )
        .build(),
      client("public", ClientAuthenticationMethod.NONE).build()
    )
  );
  private final EgressPolicy policy = new EgressPolicy(new EgressProperties(true));
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final OAuthHttp http = new OAuthHttp(
    new OAuthHttpProperties(BOUND, BOUND, DataSize.ofMegabytes(1), 50, 50),
    policy,
    meters
  );
  private final OAuthClient client = new VendorOAuthClient(http, Clock.systemUTC());

  @BeforeAll
  void serveKeys() {
    keys.document("/jwks", new JWKSet(key.toPublicJWK()).toString());
  }

  @AfterAll
  void tearDown() throws Exception {
    http.close();
    server.close();
    keys.close();
  }

  @ParameterizedTest
  @EnumSource(ClientAuthentication.class)
  void aCodeIsExchangedWithEachWayToAuthenticate(ClientAuthentication authentication) throws Exception {
    AppCredentials app = app(authentication);
    VendorOAuth vendor = discovered().vendor(authentication, RESOURCE);
    ProofKey proof = ProofKey.create();

    Tokens tokens = (Tokens) await(client.exchange(app, vendor, consent(app, vendor, proof)));

    assertThat(tokens.account()).isEqualTo(new Account("ada", null));
    assertThat(tokens.scopes()).containsExactlyInAnyOrderElementsOf(SCOPES);
    assertThat(tokens.expiresAt()).isAfter(Instant.now().plus(Duration.ofMinutes(1)));
    // Spring gives public clients no refresh token.
    assertThat(tokens.refreshToken() == null).isEqualTo(authentication == ClientAuthentication.NONE);
  }

  @ParameterizedTest
  @EnumSource(value = ClientAuthentication.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void aGrantIsRefreshedAndRevoked(ClientAuthentication authentication) throws Exception {
    AppCredentials app = app(authentication);
    VendorOAuth vendor = discovered().vendor(authentication, RESOURCE);
    Tokens first = (Tokens) await(client.exchange(app, vendor, consent(app, vendor, ProofKey.create())));
    Secret old = Objects.requireNonNull(first.refreshToken());

    Tokens second = (Tokens) await(client.refresh(app, vendor, old, List.of()));
    assertThat(second.accessToken()).isNotEqualTo(first.accessToken());
    assertThat(second.refreshToken()).isNotEqualTo(old);
    assertThat(await(client.refresh(app, vendor, old, List.of()))).isEqualTo(new Rejected("invalid_grant", null));

    Secret current = Objects.requireNonNull(second.refreshToken());
    assertThat(await(client.revoke(app, vendor, second.accessToken(), current))).isEqualTo(
      new RevocationResult.Revoked()
    );
    assertThat(await(client.refresh(app, vendor, current, List.of()))).isEqualTo(new Rejected("invalid_grant", null));
  }

  @Test
  void aCodeIsBoundToItsVerifierAndUsedOnce() throws Exception {
    AppCredentials app = app(ClientAuthentication.CLIENT_SECRET_BASIC);
    VendorOAuth vendor = discovered().vendor(ClientAuthentication.CLIENT_SECRET_BASIC, RESOURCE);
    CodeExchange right = consent(app, vendor, ProofKey.create());
    CodeExchange wrong = new CodeExchange(right.code(), ProofKey.create().verifier(), REDIRECT, SCOPES);

    assertThat(await(client.exchange(app, vendor, wrong))).isInstanceOf(Rejected.class);
    CodeExchange other = consent(app, vendor, ProofKey.create());
    assertThat(await(client.exchange(app, vendor, other))).isInstanceOf(Tokens.class);
    assertThat(((Rejected) await(client.exchange(app, vendor, other))).invalidGrant()).isTrue();
  }

  @Test
  void anAppRequestsATokenForItself() {
    for (ClientAuthentication authentication : List.of(
      ClientAuthentication.CLIENT_SECRET_BASIC,
      ClientAuthentication.PRIVATE_KEY_JWT
    )) {
      VendorOAuth vendor = discovered().vendor(authentication, RESOURCE);
      Tokens tokens = (Tokens) await(client.clientCredentials(app(authentication), vendor, List.of("read")));
      assertThat(tokens.scopes()).containsExactly("read");
      assertThat(tokens.refreshToken()).isNull();
    }
  }

  @Test
  void aWrongSecretIsRejected() {
    AppCredentials wrong = new AppCredentials("basic", Secret.ofText("wrong-secret"), null, null, null);
    VendorOAuth vendor = discovered().vendor(ClientAuthentication.CLIENT_SECRET_BASIC, RESOURCE);
    TokenResult result = await(client.clientCredentials(wrong, vendor, List.of()));
    assertThat(result).isInstanceOf(Rejected.class);
    assertThat(((Rejected) result).error()).isEqualTo("invalid_client");
  }

  @Test
  void aClientRegistersItself() throws Exception {
    OurClient ours = new OurClient("Acme", List.of(REDIRECT), null, null);
    AuthorizationServer found = discovered();
    var registered = (io.keyfold.authconfig.oauth.discovery.RegisteredClient.Registered) await(
      new ClientRegistration(http).register(found, null, ours)
    );
    AppCredentials app = registered.app();
    VendorOAuth vendor = found.vendor(ClientAuthentication.CLIENT_SECRET_BASIC, RESOURCE);

    URI url = client.authorizationUrl(
      app,
      vendor,
      new AuthorizationRequest(REDIRECT, List.of(), "state-1", ProofKey.create().challenge())
    );
    assertThat(app.issuer()).isEqualTo(server.issuer());
    assertThat(url.getQuery()).contains("client_id=" + app.clientId());
  }

  private CodeExchange consent(AppCredentials app, VendorOAuth vendor, ProofKey proof)
    throws IOException, InterruptedException {
    URI url = client.authorizationUrl(
      app,
      vendor,
      new AuthorizationRequest(REDIRECT, SCOPES, "state-1", proof.challenge())
    );
    try (Browser browser = new Browser()) {
      Map<String, List<String>> callback = browser.consent(url, REDIRECT);
      assertThat(callback).containsEntry("state", List.of("state-1"));
      AuthorizationCallback read = AuthorizationCallback.read(vendor, callback);
      assertThat(read).isInstanceOf(AuthorizationCallback.Code.class);
      return new CodeExchange(((AuthorizationCallback.Code) read).code(), proof.verifier(), REDIRECT, SCOPES);
    }
  }

  private AuthorizationServer discovered() {
    HttpDiscovery discovery = new HttpDiscovery(http, policy, new DiscoveryProperties(10, BOUND), meters);
    return ((Discovered.Found<AuthorizationServer>) await(discovery.authorizationServer(server.issuer()))).value();
  }

  private AppCredentials app(ClientAuthentication authentication) {
    return switch (authentication) {
      case CLIENT_SECRET_BASIC -> credentials("basic", Secret.ofText(SECRET + "basic"), null);
      case CLIENT_SECRET_POST -> credentials("post", Secret.ofText(SECRET + "post"), null);
      case PRIVATE_KEY_JWT -> credentials("key", null, Secret.ofText(key.toJSONString()));
      case NONE -> credentials("public", null, null);
    };
  }

  private AppCredentials credentials(String id, @Nullable Secret secret, @Nullable Secret privateKey) {
    return new AppCredentials(id, secret, privateKey, null, server.issuer());
  }

  private static RegisteredClient.Builder client(String id, ClientAuthenticationMethod method) {
    RegisteredClient.Builder client = RegisteredClient.withId(id)
      .clientId(id)
      .clientAuthenticationMethod(method)
      .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
      .redirectUri(REDIRECT.toString())
      .scopes(scopes -> scopes.addAll(SCOPES))
      .clientSettings(ClientSettings.builder().requireProofKey(true).build())
      .tokenSettings(TokenSettings.builder().reuseRefreshTokens(false).build());
    if (!method.equals(ClientAuthenticationMethod.NONE)) {
      client
        .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS);
    }
    return method.getValue().startsWith("client_secret") ? client.clientSecret("{noop}" + SECRET + id) : client;
  }

  private static ECKey key() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID("app").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> T await(Mono<T> result) {
    return Objects.requireNonNull(result.block(BOUND));
  }
}
