package io.keyfold.authconfig.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keyfold.authconfig.testing.DeploymentEvents;
import io.keyfold.deployment.events.ProviderPublished;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.testing.TestBrowser;
import io.keyfold.platform.testing.oauth.Manner;
import io.keyfold.platform.testing.oauth.ReceivedRequest;
import io.keyfold.schema.AuthMethod;
import io.keyfold.schema.AuthMethodType;
import io.keyfold.schema.Injection;
import io.keyfold.schema.InjectionPlace;
import io.keyfold.schema.OAuthEndpoints;
import io.keyfold.schema.Provider;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** MCP servers that want OAuth: the catalogue has no endpoints, the authorization server is discovered. */
class DiscoveredVendorIT extends SetupFlow {

  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String WELL_KNOWN = "/.well-known/";

  private final TestBrowser browser = new TestBrowser();

  @Test
  @Tag("promise-4")
  void keyfoldRegistersItselfOnceRefreshesAndRevokesAtTheSameServer() throws Exception {
    server("dcr", "\"registration_endpoint\":\"" + VENDOR.url("/register-dcr") + "\"");
    VENDOR.document("/register-dcr", "{\"client_id\":\"dynamic\",\"client_secret\":\"" + CANARY + "-dcr\"}");
    provider("dcr", 1, "dcr");
    VENDOR.answerNext(Manner.CORRECT.expiringIn("2"));

    String first = connected("dcr", "alice");
    connected("dcr", "bob");

    assertThat(VENDOR.received("/register-dcr")).hasSize(1);
    ReceivedRequest asked = authorizations("dynamic").getLast();
    assertThat(asked.query())
      .containsEntry("scope", "tools")
      .containsEntry("resource", VENDOR.url("/mcp-dcr").toString())
      .containsEntry("code_challenge_method", "S256");
    await()
      .atMost(BOUND)
      .untilAsserted(() -> assertThat(tokenRequests("refresh_token", "dynamic")).isNotEmpty());
    assertThat(tokenRequests("refresh_token", "dynamic").getFirst().form()).containsEntry(
      "resource",
      VENDOR.url("/mcp-dcr").toString()
    );
    JsonNode apps = api(HttpMethod.GET, "/provider-auth-credentials?provider_id=prv_dcr", "", 200).path("items");
    assertThat(apps).hasSize(1);
    assertThat(apps.path(0).at("/metadata/redirect_uri")).isEqualTo(apps.path(0).path("redirect_uri"));
    assertThat(apps.toString()).doesNotContain(CANARY);
    records(topic -> !topic.startsWith("__")).forEach(message ->
      assertThat(
        new String(Objects.requireNonNullElse(message.value(), new byte[0]), StandardCharsets.ISO_8859_1)
      ).doesNotContain(CANARY)
    );
    int before = VENDOR.received("/revoke").size();
    call(HttpMethod.DELETE, "/" + first, "", 200);
    await()
      .atMost(BOUND)
      .untilAsserted(() -> assertThat(VENDOR.received("/revoke").size()).isGreaterThan(before));
  }

  @Test
  void ourMetadataDocumentComesBeforeRegistration() throws Exception {
    server(
      "cimd",
      "\"client_id_metadata_document_supported\":true,\"registration_endpoint\":\"" +
        VENDOR.url("/register-cimd") +
        "\""
    );
    provider("cimd", 1, "cimd");

    connected("cimd", "alice");

    String id = "http://127.0.0.1:" + port + "/oauth/client-metadata/prv_cimd";
    assertThat(VENDOR.received("/register-cimd")).isEmpty();
    String clientId = Objects.requireNonNull(VENDOR.received("/authorize").getLast().query().get("client_id"));
    assertThat(URI.create(clientId)).hasPath("/oauth/client-metadata/prv_cimd");
    ReceivedRequest exchange = VENDOR.received("/token").getLast();
    assertThat(exchange.form()).containsEntry("client_id", clientId);
    assertThat(exchange.header("authorization")).isNull();
    JsonNode document = send("none", HttpMethod.GET, URI.create(id).getPath(), "", 200);
    assertThat(document.path("client_id").stringValue()).isEqualTo(id);
    assertThat(document.at("/redirect_uris/0").stringValue()).isEqualTo(
      "http://127.0.0.1:" + port + "/oauth/callback/prv_cimd"
    );
    assertThat(document.path("token_endpoint_auth_method").stringValue()).isEqualTo("none");
  }

  @Test
  void theCustomersAppComesFirstAndIsNeverUsedAtAnotherIssuer() throws Exception {
    server("own", "\"registration_endpoint\":\"" + VENDOR.url("/register-own") + "\"");
    server("other", "\"registration_endpoint\":\"" + VENDOR.url("/register-own") + "\"");
    provider("own", 1, "own");
    api(
      HttpMethod.POST,
      "/provider-auth-credentials",
      """
      {"provider_id":"prv_own","name":"Acme's app","config":{"client_id":"own-app","client_secret":"%s","scopes":[]}}""".formatted(
        CANARY
      ),
      200
    );

    connected("own", "alice");

    assertThat(authorizations("own-app")).hasSize(1);
    assertThat(VENDOR.received("/register-own")).isEmpty();

    provider("own", 2, "other");
    JsonNode session = session("own", "bob");
    await()
      .atMost(BOUND)
      .untilAsserted(() -> assertThat(new TestBrowser().visit(link(session)).status()).isEqualTo(503));
    assertThat(authorizations("own-app")).hasSize(1);
  }

  private String connected(String name, String user) {
    JsonNode session = session(name, user);
    confirm(browser, browser.visit(consent(browser, session)));
    JsonNode done = session(session);
    assertThat(status(done)).isEqualTo("completed");
    assertThat(done.at("/auth_config/type").stringValue()).isEqualTo("oauth_automated");
    return done.at("/auth_config/id").stringValue();
  }

  private JsonNode session(String name, String user) {
    return session(
      Map.of("provider_deployment_id", deployment, "provider_auth_method_id", "pam_" + name, "user", user)
    );
  }

  /** Publishes a provider whose MCP server is at {@code /mcp-<server>}, and deploys it. */
  private void provider(String name, long version, String server) throws Exception {
    AuthMethod method = AuthMethod.newBuilder()
      .setId("pam_" + name)
      .setKey("oauth")
      .setType(AuthMethodType.OAUTH)
      .setName("OAuth")
      .setInputSchema("{}")
      .setInjections(List.of(new Injection(InjectionPlace.BEARER, null, "access_token", "")))
      .setOauth(OAuthEndpoints.newBuilder().setAuthorizationUrl("").setTokenUrl("").build())
      .build();
    Provider provider = Provider.newBuilder(DeploymentEvents.published("prv_" + name, method).getProvider())
      .setMcpUrl(VENDOR.url("/mcp-" + server).toString())
      .build();
    publish(new ProviderPublished(DeploymentEvents.meta(TenantId.PLATFORM, "prv_" + name, version), provider));
    deployment = Ids.fresh("pdp_", Instant.now());
    publish(DeploymentEvents.created(deployment, "prv_" + name));
  }

  /** Puts the metadata of a resource and of its own authorization server at the vendor. */
  private static void server(String name, String more) {
    String issuer = VENDOR.url("/" + name).toString();
    VENDOR.document(
      WELL_KNOWN + "oauth-protected-resource/mcp-" + name,
      "{\"resource\":\"%s\",\"authorization_servers\":[\"%s\"],\"scopes_supported\":[\"tools\"]}".formatted(
        VENDOR.url("/mcp-" + name),
        issuer
      )
    );
    VENDOR.document(
      WELL_KNOWN + "oauth-authorization-server/" + name,
      """
      {"issuer":"%s","authorization_endpoint":"%s","token_endpoint":"%s","revocation_endpoint":"%s",
      "response_types_supported":["code"],"code_challenge_methods_supported":["S256"],%s}""".formatted(
        issuer,
        VENDOR.url("/authorize"),
        VENDOR.url("/token"),
        VENDOR.url("/revoke"),
        more
      )
    );
  }

  private static List<ReceivedRequest> authorizations(String clientId) {
    return VENDOR.received("/authorize")
      .stream()
      .filter(request -> clientId.equals(request.query().get("client_id")))
      .toList();
  }

  private static List<ReceivedRequest> tokenRequests(String grantType, String clientId) {
    return VENDOR.received("/token")
      .stream()
      .filter(request -> grantType.equals(request.form().get("grant_type")))
      .filter(request -> client(request).equals(clientId))
      .toList();
  }

  private static String client(ReceivedRequest request) {
    String basic = Objects.requireNonNullElse(request.header("authorization"), "Basic ").substring("Basic ".length());
    return new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8).split(":", 2)[0];
  }
}
