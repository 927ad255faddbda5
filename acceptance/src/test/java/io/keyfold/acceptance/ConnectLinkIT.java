package io.keyfold.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.http.Api;
import io.keyfold.acceptance.http.ApiResponse;
import io.keyfold.acceptance.mcp.KeyedMcpServer;
import io.keyfold.acceptance.running.Keyfold;
import io.keyfold.acceptance.running.RunningKeyfold;
import io.keyfold.platform.testing.TestBrowser;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A user gets the link to connect from inside the agent, connects, and repeats the request. */
@ExtendWith(RunningKeyfold.class)
@Tag("promise-5")
class ConnectLinkIT {

  private static final String KEY = "vendor-key-of-ada";
  private static final Map<String, Object> SHOWS_URLS = Map.of("elicitation", Map.of("url", Map.of()));

  private final KeyedMcpServer vendor = KeyedMcpServer.start(KEY);
  private ApiResponse session;
  private Api agent;
  private String tool;

  @BeforeEach
  void createSession(Keyfold keyfold) {
    Tenant tenant = new Tenant(keyfold.newTenant("Acme Corp"));
    String deployment = tenant.deployment(tenant.provider(vendor));
    Map<String, Object> body = new LinkedHashMap<>(Tenant.sessionBody(deployment));
    body.put("user", "ada@acme.example");
    session = tenant.api().post("/sessions", body).expect(200);
    agent = Api.at(session.text("connection_url"), session.text("client_secret"));
    tool = "echo_" + session.body().path("providers").path(0).path("tag").asString();
  }

  @AfterEach
  void close() {
    vendor.close();
  }

  @Test
  void aModernClientIsAskedForInput() {
    JsonNode asked = modern(Map.of()).path("result");
    assertThat(asked.path("resultType").asString()).as(asked.toString()).isEqualTo("input_required");
    String id = asked.path("inputRequests").propertyNames().iterator().next();
    String url = asked.path("inputRequests").path(id).path("params").path("url").asString();

    connect(url);
    Map<String, Object> accepted = Map.of(
      "requestState",
      asked.path("requestState").asString(),
      "inputResponses",
      Map.of(id, Map.of("action", "accept"))
    );

    assertThat(text(modern(accepted))).isEqualTo("you said hello");
    assertThat(vendor.keysOfCalls()).containsExactly(KEY);
  }

  @Test
  void aClassicClientGetsAnErrorWithTheUrl() {
    Map<String, Object> params = Map.of("protocolVersion", "2025-11-25", "capabilities", SHOWS_URLS);
    ApiResponse initialized = send("initialize", params, Map.of());
    Map<String, String> connection = Map.of(
      "MCP-Protocol-Version",
      "2025-11-25",
      "Mcp-Session-Id",
      initialized.header("Mcp-Session-Id").orElseThrow()
    );
    JsonNode error = send("tools/call", call(), connection).body().path("error");
    assertThat(error.path("code").asInt()).as(error.toString()).isEqualTo(-32042);
    assertThat(error.toString()).doesNotContain("ada");

    connect(error.path("data").path("elicitations").path(0).path("url").asString());

    assertThat(text(send("tools/call", call(), connection).body())).isEqualTo("you said hello");
    assertThat(vendor.keysOfCalls()).containsExactly(KEY);
  }

  private static void connect(String url) {
    TestBrowser browser = new TestBrowser();
    TestBrowser.Shown form = browser.visit(URI.create(url));
    TestBrowser.Shown done = browser.submit(form, Map.of("decision", "continue", "credential.api_key", KEY));
    assertThat(done.status()).as(done.html()).isEqualTo(200);
  }

  private Map<String, Object> call() {
    return Map.of("name", tool, "arguments", Map.of("text", "hello"));
  }

  private JsonNode modern(Map<String, Object> more) {
    Map<String, Object> meta = Map.of(
      "io.modelcontextprotocol/protocolVersion",
      "2026-07-28",
      "io.modelcontextprotocol/clientCapabilities",
      SHOWS_URLS
    );
    Map<String, Object> params = new LinkedHashMap<>(call());
    params.put("_meta", meta);
    params.putAll(more);
    Map<String, String> headers = Map.of(
      "MCP-Protocol-Version",
      "2026-07-28",
      "Mcp-Method",
      "tools/call",
      "Mcp-Name",
      tool
    );
    return send("tools/call", params, headers).body();
  }

  private ApiResponse send(String method, Map<String, Object> params, Map<String, String> headers) {
    Map<String, Object> message = Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", params);
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("Accept", "application/json");
    return agent.send("POST", "", message, all).expect(200);
  }

  private static String text(JsonNode answer) {
    JsonNode content = answer.path("result").path("content");
    assertThat(content.isArray()).as(answer.toString()).isTrue();
    return content.path(0).path("text").asString();
  }
}
