package io.keyfold.acceptance.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keyfold.acceptance.http.Api;
import io.keyfold.acceptance.http.ApiResponse;
import io.keyfold.acceptance.mcp.KeyedMcpServer;
import io.keyfold.acceptance.mcp.McpClient;
import io.keyfold.acceptance.running.Keyfold;
import io.keyfold.acceptance.running.RunningKeyfold;
import io.keyfold.platform.testing.NpmTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A whole connection with an authorization server that is not ours: Keycloak, with PKCE, consent and refresh tokens that
 * work once. Runs in the Maven profile {@code keycloak}, which unpacks it.
 */
@ExtendWith(RunningKeyfold.class)
@EnabledIfSystemProperty(named = KeycloakIT.DISTRIBUTION, matches = ".+")
class KeycloakIT {

  static final String DISTRIBUTION = "keyfold.keycloak";

  private static final Duration BOUND = Duration.ofMinutes(2);
  private static final Duration SHORT = Duration.ofSeconds(20);
  private static final Duration LONG = Duration.ofHours(1);
  private static final String USER = "user-4711";

  @Test
  @Tag("promise-5")
  void aUserConnectsCallsRefreshesAndIsDisconnected(Keyfold keyfold) throws Exception {
    try (KeycloakProcess process = KeycloakProcess.start(Path.of(System.getProperty(DISTRIBUTION)))) {
      Realm realm = Realm.create(process, SHORT);
      try (KeyedMcpServer tools = KeyedMcpServer.start("Authorization", key -> realm.userOf(key).isPresent())) {
        Api api = keyfold.newTenant("Acme Corp");
        String deployment = deployment(api, realm, tools);
        ApiResponse setup = setup(api, deployment);

        consent(setup, realm);

        String config = completed(api, setup);
        ApiResponse session = session(api, deployment);
        String tool = McpClient.connect(session.text("connection_url"), api.key()).toolNamed("echo");
        call(api, session, tool);
        String first = tools.keysOfCalls().getLast();
        assertThat(realm.userOf(first)).hasValue(Realm.USER);

        String second = afterExpiry(api, session, tool, realm, tools);
        assertThat(second).isNotEqualTo(first);
        assertThat(realm.userOf(second)).hasValue(Realm.USER);

        archive(api, config, realm);
        assertThat(realm.userOf(second)).isEmpty();
        assertThat(api.post("/tool-calls", callBody(session, tool)).status()).isEqualTo(400);
      }
    }
  }

  private static String deployment(Api api, Realm realm, KeyedMcpServer tools) {
    String provider = api.post("/custom-providers", provider(realm, tools)).expect(200).id();
    Map<String, Object> config = Map.of(
      "client_id",
      Realm.CLIENT,
      "client_secret",
      Realm.SECRET,
      "scopes",
      List.of("openid", "profile")
    );
    ApiResponse app = api
      .post("/provider-auth-credentials", Map.of("name", Realm.APP, "provider_id", provider, "config", config))
      .expect(200);
    realm.register(app.text("redirect_uri"));
    return api
      .post("/provider-deployments", Map.of("name", "Tools", "provider_id", provider, "credentials", "user_required"))
      .expect(200)
      .id();
  }

  private static Map<String, Object> provider(Realm realm, KeyedMcpServer tools) {
    Map<String, Object> oauth = Map.ofEntries(
      Map.entry("authorization_url", realm.endpoint("auth")),
      Map.entry("token_url", realm.endpoint("token")),
      Map.entry("revocation_url", realm.endpoint("revoke")),
      Map.entry("userinfo_url", realm.endpoint("userinfo")),
      Map.entry("issuer", realm.issuer()),
      Map.entry("response_issuer", true),
      Map.entry("account_id_pointer", "/sub"),
      Map.entry("account_name_pointer", "/name")
    );
    Map<String, Object> method = Map.of("key", "oauth", "type", "oauth", "name", "OAuth", "oauth", oauth);
    return Map.of("name", "Tools", "mcp_url", tools.url(), "auth_methods", List.of(method));
  }

  private static ApiResponse setup(Api api, String deployment) {
    return api
      .post(
        "/provider-setup-sessions",
        Map.of("provider_deployment_id", deployment, "provider_auth_method_id", "oauth", "user", USER)
      )
      .expect(200);
  }

  private static void consent(ApiResponse setup, Realm realm) throws Exception {
    NpmTool browser = NpmTool.browser();
    Map<String, String> setting = Map.of(
      "link",
      setup.text("url"),
      "vendor",
      realm.issuer(),
      "app",
      Realm.APP,
      "user",
      Realm.USER,
      "password",
      Realm.PASSWORD,
      "account",
      Realm.ACCOUNT,
      "screenshots",
      browser.path(Path.of("target", "screenshots"))
    );
    Path file = Path.of("target", "keycloak.json");
    Files.writeString(file, JsonMapper.shared().writeValueAsString(setting));
    browser.run("node", "keycloak.mjs", browser.path(file));
  }

  private static String completed(Api api, ApiResponse setup) {
    JsonNode done = api
      .get("/provider-setup-sessions/" + setup.id())
      .expect(200)
      .body();
    assertThat(done.path("status").stringValue()).isEqualTo("completed");
    JsonNode config = done.path("auth_config");
    assertThat(config.path("user").stringValue()).isEqualTo(USER);
    return config.path("id").stringValue();
  }

  private static ApiResponse session(Api api, String deployment) {
    return api
      .post("/sessions", Map.of("user", USER, "providers", List.of(Map.of("provider_deployment_id", deployment))))
      .expect(200);
  }

  private static Map<String, Object> callBody(ApiResponse session, String tool) {
    return Map.of("session_id", session.id(), "tool_id", tool, "input", Map.of("text", "hello"));
  }

  private static void call(Api api, ApiResponse session, String tool) {
    api.post("/tool-calls", callBody(session, tool)).expect(200);
  }

  /** {@return what a call carries after Keycloak no longer accepts what the call before carried} */
  private static String afterExpiry(Api api, ApiResponse session, String tool, Realm realm, KeyedMcpServer tools) {
    String first = tools.keysOfCalls().getLast();
    realm.accessTokens(LONG);
    await()
      .atMost(BOUND)
      .untilAsserted(() -> assertThat(realm.userOf(first)).isEmpty());
    call(api, session, tool);
    return tools.keysOfCalls().getLast();
  }

  private static void archive(Api api, String config, Realm realm) {
    String refreshToken = exported(api, config);
    assertThat(realm.isActive(refreshToken)).isTrue();

    api.delete("/provider-auth-configs/" + config).expect(200);

    await()
      .atMost(BOUND)
      .untilAsserted(() -> assertThat(realm.isActive(refreshToken)).isFalse());
    assertThat(realm.refresh(refreshToken).path("error").stringValue()).isEqualTo("invalid_grant");
  }

  /** {@return the refresh token, when the access token is a long one, so that no refresh follows} */
  private static String exported(Api api, String config) {
    Map<String, Object> body = Map.of("provider_auth_config_id", config, "note", "test");
    return await()
      .atMost(BOUND)
      .until(
        () -> api.post("/provider-auth-config-exports", body).expect(200).body().path("value"),
        value -> Instant.parse(value.path("expires_at").stringValue()).isAfter(Instant.now().plus(LONG.dividedBy(2)))
      )
      .path("refresh_token")
      .stringValue();
  }
}
