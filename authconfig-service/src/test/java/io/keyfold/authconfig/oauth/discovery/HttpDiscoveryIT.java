package io.keyfold.authconfig.oauth.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.oauth.AppCredentials;
import io.keyfold.authconfig.oauth.discovery.Discovered.Failed;
import io.keyfold.authconfig.oauth.discovery.Discovered.Found;
import io.keyfold.authconfig.oauth.discovery.Discovered.Problem;
import io.keyfold.authconfig.oauth.http.OAuthHttp;
import io.keyfold.authconfig.oauth.http.OAuthHttpProperties;
import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.egress.EgressProperties;
import io.keyfold.platform.testing.oauth.HostileVendor;
import io.keyfold.platform.vault.Secret;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class HttpDiscoveryIT {

  private static final Duration BOUND = Duration.ofMinutes(1);
  private static final String RESOURCE_PLACE = "/.well-known/oauth-protected-resource/mcp";
  private static final String SERVER_PLACE = "/.well-known/oauth-authorization-server";
  private static final OurClient OURS = new OurClient(
    "Acme",
    List.of(URI.create("https://keyfold.example/oauth/callback")),
    URI.create("https://keyfold.example/oauth/client.json"),
    null
  );

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final HostileVendor server = new HostileVendor();
  private final String issuer = server.url("").toString();
  private final EgressPolicy policy = new EgressPolicy(new EgressProperties(true));
  private final OAuthHttp http = new OAuthHttp(
    new OAuthHttpProperties(BOUND, BOUND, DataSize.ofMegabytes(1), 50, 50),
    policy,
    meters
  );
  private final Discovery discovery = new HttpDiscovery(
    http,
    policy,
    new DiscoveryProperties(10, Duration.ofMinutes(5)),
    meters
  );

  @AfterEach
  void tearDown() {
    http.close();
    server.close();
  }

  @Test
  void theChallengeNamesTheMetadataAndTheScopes() {
    server.document(RESOURCE_PLACE, resource());
    ProtectedResource resource = found(discovery.resource(server.url("/mcp")));
    assertThat(resource.authorizationServers()).containsExactly(issuer);
    assertThat(resource.scopes()).containsExactly("read", "write");
  }

  @Test
  void withoutAChallengeTheWellKnownPlacesAreTried() {
    server.document(
      "/.well-known/oauth-protected-resource",
      resource().replace("/mcp\"", "\"").replace("}", ",\"scopes_supported\":[\"all\"]}")
    );
    ProtectedResource resource = found(discovery.resource(server.url("/open")));
    assertThat(resource.scopes()).containsExactly("all");
    assertThat(server.received("/.well-known/oauth-protected-resource/open")).hasSize(1);
  }

  @Test
  void aServerIsFoundAtTheLastPlaceToo() {
    server.document("/t1/.well-known/openid-configuration", metadata(issuer + "/t1"));
    AuthorizationServer found = found(discovery.authorizationServer(issuer + "/t1"));
    assertThat(found.endpoints().token()).isEqualTo(server.url("/token"));
    assertThat(server.received("/.well-known/oauth-authorization-server/t1")).hasSize(1);
    assertThat(server.received("/.well-known/openid-configuration/t1")).hasSize(1);
  }

  @Test
  void aServerThatChangesItsIssuerIsRefusedAndTheNextPlaceIsNotTried() {
    server.document(SERVER_PLACE, metadata("https://evil.example"));
    server.document("/.well-known/openid-configuration", metadata(issuer));
    assertThat(await(discovery.authorizationServer(issuer))).isEqualTo(new Failed<>(Problem.ISSUER_MISMATCH));
    assertThat(server.received("/.well-known/openid-configuration")).isEmpty();
  }

  @Test
  void nothingIsFoundWhereThereIsNothing() {
    assertThat(await(discovery.authorizationServer(issuer))).isEqualTo(new Failed<>(Problem.NOT_FOUND));
    assertThat(await(discovery.resource(server.url("/open")))).isEqualTo(new Failed<>(Problem.NOT_FOUND));
  }

  @Test
  void resultsAreCachedAndConcurrentCallsShareADiscovery() {
    server.document(SERVER_PLACE, metadata(issuer));
    Flux.range(0, 20)
      .flatMap(i -> discovery.authorizationServer(issuer), 20)
      .blockLast(BOUND);
    assertThat(server.received(SERVER_PLACE)).hasSize(1);
  }

  @Test
  void privateAddressesAreRefused() {
    EgressPolicy strict = new EgressPolicy(new EgressProperties(false));
    Discovery guarded = new HttpDiscovery(http, strict, new DiscoveryProperties(10, BOUND), meters);
    assertThat(await(guarded.authorizationServer("https://127.0.0.1/"))).isEqualTo(
      new Failed<>(Problem.ADDRESS_REFUSED)
    );
    assertThat(await(guarded.resource(URI.create("http://mcp.example/")))).isEqualTo(
      new Failed<>(Problem.ADDRESS_REFUSED)
    );
  }

  @Test
  void theCustomersOwnAppComesFirstIfItBelongsToTheIssuer() {
    server.document(SERVER_PLACE, metadata(issuer));
    AuthorizationServer found = found(discovery.authorizationServer(issuer));
    AppCredentials own = new AppCredentials("c", Secret.ofText("s"), null, null, issuer);
    AppCredentials foreign = new AppCredentials("c", Secret.ofText("s"), null, null, "https://other.example");
    assertThat(register(found, own)).isEqualTo(new RegisteredClient.PreRegistered(own));
    assertThat(register(found, foreign)).isEqualTo(
      new RegisteredClient.Impossible(RegisteredClient.Reason.ISSUER_MISMATCH)
    );
  }

  @Test
  void theMetadataDocumentComesBeforeDynamicRegistration() {
    server.document("/register", "{\"client_id\":\"dynamic\"}");
    server.document(SERVER_PLACE, metadata(issuer).replace("}", ",\"client_id_metadata_document_supported\":true}"));
    RegisteredClient client = register(found(discovery.authorizationServer(issuer)), null);
    assertThat(((RegisteredClient.MetadataDocument) client).app().clientId()).isEqualTo(
      "https://keyfold.example/oauth/client.json"
    );
    assertThat(server.received("/register")).isEmpty();
  }

  @Test
  void dynamicRegistrationComesLast() {
    server.document("/register", "{\"client_id\":\"dynamic\",\"client_secret\":\"s\"}");
    server.document(SERVER_PLACE, metadata(issuer));
    RegisteredClient client = register(found(discovery.authorizationServer(issuer)), null);
    AppCredentials app = ((RegisteredClient.Registered) client).app();
    assertThat(app.clientId()).isEqualTo("dynamic");
    assertThat(app.issuer()).isEqualTo(issuer);
    assertThat(server.received("/register").getFirst().body()).contains(
      "\"redirect_uris\":[\"https:\\/\\/keyfold.example\\/oauth\\/callback\"]"
    );
  }

  @Test
  void withoutRegistrationAPersonIsNeeded() {
    server.document(SERVER_PLACE, metadata(issuer).replace("registration_endpoint", "x"));
    assertThat(register(found(discovery.authorizationServer(issuer)), null)).isEqualTo(
      new RegisteredClient.Impossible(RegisteredClient.Reason.NOT_OFFERED)
    );
    server.document(SERVER_PLACE + "/t2", metadata(issuer + "/t2").replace("/register", "/refuses"));
    assertThat(register(found(discovery.authorizationServer(issuer + "/t2")), null)).isEqualTo(
      new RegisteredClient.Impossible(RegisteredClient.Reason.REFUSED)
    );
  }

  private RegisteredClient register(AuthorizationServer found, @Nullable AppCredentials own) {
    return await(new ClientRegistration(http).register(found, own, OURS));
  }

  private String resource() {
    return "{\"resource\":\"" + server.url("/mcp") + "\",\"authorization_servers\":[\"" + issuer + "\"]}";
  }

  private String metadata(String of) {
    return (
      "{\"issuer\":\"" +
      of +
      "\",\"authorization_endpoint\":\"" +
      server.url("/authorize") +
      "\",\"token_endpoint\":\"" +
      server.url("/token") +
      "\",\"registration_endpoint\":\"" +
      server.url("/register") +
      "\",\"response_types_supported\":[\"code\"],\"code_challenge_methods_supported\":[\"S256\"]}"
    );
  }

  private static <T> T found(Mono<Discovered<T>> discovery) {
    return ((Found<T>) await(discovery)).value();
  }

  private static <T> T await(Mono<T> result) {
    return Objects.requireNonNull(result.block(BOUND));
  }
}
