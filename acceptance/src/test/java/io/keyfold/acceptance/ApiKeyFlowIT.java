package io.keyfold.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.http.ApiResponse;
import io.keyfold.acceptance.http.SetupPage;
import io.keyfold.acceptance.mcp.KeyedMcpServer;
import io.keyfold.acceptance.mcp.McpClient;
import io.keyfold.acceptance.running.Keyfold;
import io.keyfold.acceptance.running.RunningKeyfold;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(RunningKeyfold.class)
class ApiKeyFlowIT {

  private static final String FIRST = "vendor-key-one";
  private static final String SECOND = "vendor-key-two";
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final int ROTATIONS = 50;

  private final KeyedMcpServer vendor = KeyedMcpServer.start(FIRST);
  private Tenant tenant;
  private String deployment;
  private String authConfig;
  private ApiResponse session;

  @BeforeEach
  void createSession(Keyfold keyfold) {
    tenant = new Tenant(keyfold.newTenant("Acme Corp"));
    deployment = tenant.deployment(tenant.provider(vendor));
    authConfig = tenant.authConfig(deployment, FIRST);
    session = tenant.session(deployment);
  }

  @AfterEach
  void close() {
    vendor.close();
  }

  @Test
  void toolsAreCalledOverMcpAndRest() {
    McpClient agent = agent();
    String echo = agent.toolNamed("echo");

    assertThat(agent.callTool(echo, Map.of("text", "hello"))).isEqualTo("you said hello");
    ApiResponse call = tenant.call(session.id(), echo, "again").expect(200);

    assertThat(call.text("status")).isEqualTo("succeeded");
    assertThat(call.body().path("output").path("content").path(0).path("text").asString()).isEqualTo("you said again");
    assertThat(vendor.keysOfCalls()).containsExactly(FIRST, FIRST);
  }

  @Test
  void theClientSecretGrantsAccessToTheSession() {
    McpClient agent = McpClient.connect(session.text("connection_url"), session.text("client_secret"));

    assertThat(agent.callTool(agent.toolNamed("echo"), Map.of("text", "hello"))).isEqualTo("you said hello");
  }

  @Test
  @Tag("promise-3")
  void aRotatedValueIsUsedByTheNextCallOfAnOpenSession() {
    McpClient agent = agent();
    String echo = agent.toolNamed("echo");
    agent.callTool(echo, Map.of("text", "before"));
    vendor.take(SECOND);

    tenant
      .api()
      .patch("/provider-auth-configs/" + authConfig, Map.of("value", Map.of("api_key", SECOND)))
      .expect(200);
    tenant.call(session.id(), echo, "after").expect(200);
    agent.callTool(echo, Map.of("text", "after"));

    assertThat(vendor.keysOfCalls()).containsExactly(FIRST, SECOND, SECOND);
    JsonNode resolution = tenant.resolve(deployment).expect(200).body();
    assertThat(resolution.path("credential_version").asInt()).isEqualTo(2);
    assertThat(resolution.path("reason").asString()).isEqualTo("bound_to_deployment");
    assertThat(resolution.path("value").path("api_key").asString()).isEqualTo(SECOND);
    awaitSucceeded("credential_version", Map.of("1", 1L, "2", 2L));
  }

  @Test
  @Tag("promise-3")
  void noCallAfterARotationUsesTheOldCredential() {
    String echo = agent().toolNamed("echo");
    for (int i = 0; i < ROTATIONS; i++) {
      String next = "vendor-key-after-rotation-" + i;
      vendor.take(next);
      tenant
        .api()
        .patch("/provider-auth-configs/" + authConfig, Map.of("value", Map.of("api_key", next)))
        .expect(200);

      tenant.call(session.id(), echo, "at once").expect(200);
    }
  }

  @Test
  @Tag("promise-6")
  void usageIsCountedOnce() {
    String echo = agent().toolNamed("echo");
    for (int i = 0; i < 5; i++) {
      tenant.call(session.id(), echo, "call " + i).expect(200);
    }

    JsonNode usage = awaitSucceeded("tool", Map.of("echo", 5L));

    assertThat(usage.path("complete_until").isString()).as(usage.toString()).isTrue();
    assertThat(toolCalls(usage))
      .allSatisfy(row -> assertThat(row.path("payer").asString()).isEqualTo("customer"))
      .allSatisfy(row -> assertThat(row.path("quantity").asString()).isEqualTo("5"))
      .allSatisfy(row -> assertThat(row.path("outcome_unknown").asLong()).isZero());
  }

  @Test
  void aKeyRejectedByTheVendorHasItsOwnErrorCode() {
    String echo = agent().toolNamed("echo");
    vendor.take("another");

    ApiResponse refused = tenant.call(session.id(), echo, "hello");

    assertThat(refused.status()).isEqualTo(502);
    assertThat(refused.text()).doesNotContain(FIRST);
  }

  @Test
  void anUnreachableVendorHasItsOwnErrorCode() {
    String echo = agent().toolNamed("echo");
    ApiResponse refused = whileVendorRefuses(echo);
    vendor.closePort();

    ApiResponse gone = tenant.call(session.id(), echo, "hello");

    assertThat(gone.status()).isBetween(500, 599);
    assertThat(gone.text("code")).isNotEqualTo(refused.text("code"));
  }

  @Test
  @Tag("promise-5")
  void settingsOfAUserCompleteTheUrlOfTheUsersCallsOnly() {
    String wiki = wiki();
    ApiResponse missing = echo(wiki, "ann");
    assertThat(missing.status()).isEqualTo(400);
    assertThat(missing.text("code")).isEqualTo("config_required");
    assertThat(missing.text("hint")).contains("/provider-setup-sessions");

    enter(wiki, "ann", "ann's space");
    echo(wiki, "ann").expect(200);
    assertThat(vendor.pathsOfCalls()).containsExactly("/ann%27s%20space/mcp");
    assertThat(echo(wiki, "bob").text("code")).isEqualTo("config_required");

    tenant
      .api()
      .post("/provider-configs", Map.of("provider_deployment_id", wiki, "value", Map.of("workspace", "everybody")))
      .expect(200);
    echo(wiki, "bob").expect(200);
    echo(wiki, "ann").expect(200);
    assertThat(vendor.pathsOfCalls()).containsExactly("/ann%27s%20space/mcp", "/everybody/mcp", "/ann%27s%20space/mcp");
  }

  /** {@return a deployment of a provider that has a workspace in the path of its URL} */
  private String wiki() {
    Map<String, Object> provider = new HashMap<>(vendor.asProvider("Wiki"));
    provider.put("mcp_url", vendor.url().replace("/mcp", "/{workspace}/mcp"));
    provider.put(
      "config_schema",
      Map.of("type", "object", "properties", Map.of("workspace", Map.of("type", "string", "title", "Workspace")))
    );
    String wiki = tenant.deployment(tenant.api().post("/custom-providers", provider).expect(200).id());
    tenant.authConfig(wiki, FIRST);
    return wiki;
  }

  private void enter(String wiki, String user, String workspace) {
    ApiResponse setup = tenant
      .api()
      .post("/provider-setup-sessions", Map.of("provider_deployment_id", wiki, "user", user, "type", "config_only"))
      .expect(200);
    SetupPage page = SetupPage.open(setup.text("url"));
    assertThat(page.html()).contains("Workspace");
    SetupPage wrong = page.submit(Map.of("settings.workspace", "../admin"));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.submit(Map.of("settings.workspace", workspace)).status()).isEqualTo(200);
    ApiResponse done = tenant
      .api()
      .get("/provider-setup-sessions/" + setup.id())
      .expect(200);
    assertThat(done.text("status")).isEqualTo("completed");
    assertThat(done.body().path("config").path("user").asString()).isEqualTo(user);
  }

  private ApiResponse echo(String wiki, String user) {
    ApiResponse opened = tenant
      .api()
      .post("/sessions", Map.of("user", user, "providers", List.of(Map.of("provider_deployment_id", wiki))))
      .expect(200);
    String tag = opened.body().path("providers").path(0).path("tag").asString();
    return tenant.call(opened.id(), "echo_" + tag, "hello");
  }

  private ApiResponse whileVendorRefuses(String tool) {
    vendor.take("another");
    return tenant.call(session.id(), tool, "hello");
  }

  private McpClient agent() {
    return McpClient.connect(session.text("connection_url"), tenant.api().key());
  }

  /** A call is recorded before it starts and completed afterwards, so its success is visible slightly later. */
  private JsonNode awaitSucceeded(String by, Map<String, Long> expected) {
    String path = "/usage?granularity=total&provider_deployment_id=" + deployment + "&group_by=" + by;
    return Awaitility.await()
      .atMost(BOUND)
      .until(
        () -> tenant.api().get(path).expect(200).body(),
        usage -> {
          Map<String, Long> succeeded = new TreeMap<>();
          toolCalls(usage).forEach(row -> succeeded.put(row.path(by).asString(), row.path("succeeded").asLong()));
          return succeeded.equals(expected);
        }
      );
  }

  private static List<JsonNode> toolCalls(JsonNode usage) {
    return usage
      .path("items")
      .valueStream()
      .filter(row -> row.path("meter").asString().equals("tool_calls"))
      .toList();
  }
}
