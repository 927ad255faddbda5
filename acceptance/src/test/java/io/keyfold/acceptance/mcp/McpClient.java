package io.keyfold.acceptance.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.http.Api;
import io.keyfold.acceptance.http.ApiResponse;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** An agent at a session's MCP endpoint, based on plain HTTP and JSON. */
public final class McpClient {

  private static final Map<String, String> HEADERS = Map.of("Accept", "application/json, text/event-stream");

  private final Api endpoint;
  private int id;

  private McpClient(Api endpoint) {
    this.endpoint = endpoint;
  }

  /** {@return an initialised client} */
  public static McpClient connect(String connectionUrl, String bearer) {
    McpClient client = new McpClient(Api.at(connectionUrl, bearer));
    Map<String, Object> me = Map.of("name", "acceptance", "version", "1");
    JsonNode server = client.call(
      "initialize",
      Map.of("protocolVersion", "2025-06-18", "capabilities", Map.of(), "clientInfo", me)
    );
    assertThat(server.path("serverInfo").path("name").asString("")).isNotEmpty();
    Map<String, Object> done = Map.of("jsonrpc", "2.0", "method", "notifications/initialized");
    assertThat(client.send(done).status()).isIn(200, 202);
    return client;
  }

  /** {@return the names of the session's tools} */
  public List<String> tools() {
    return call("tools/list", Map.of())
      .path("tools")
      .valueStream()
      .map(tool -> tool.path("name").asString())
      .toList();
  }

  /** {@return the session's name of a provider's tool} */
  public String toolNamed(String key) {
    List<String> tools = tools();
    return tools
      .stream()
      .filter(name -> name.matches(key + "_\\d{5}"))
      .findFirst()
      .orElseThrow(() -> new AssertionError("no " + key + " in " + tools));
  }

  /** {@return the text of a tool's result} */
  public String callTool(String name, Map<String, Object> arguments) {
    JsonNode result = call("tools/call", Map.of("name", name, "arguments", arguments));
    assertThat(result.path("isError").asBoolean(false)).as(result.toString()).isFalse();
    return result.path("content").path(0).path("text").asString("");
  }

  private JsonNode call(String method, Map<String, Object> params) {
    Map<String, Object> request = Map.of("jsonrpc", "2.0", "id", ++id, "method", method, "params", params);
    JsonNode response = send(request).expect(200).body();
    assertThat(response.has("result")).as("%s -> %s", method, response).isTrue();
    return response.path("result");
  }

  private ApiResponse send(Map<String, Object> message) {
    return endpoint.send("POST", "", message, HEADERS);
  }
}
