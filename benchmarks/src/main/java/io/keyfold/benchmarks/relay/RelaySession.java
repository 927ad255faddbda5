package io.keyfold.benchmarks.relay;

import io.keyfold.benchmarks.http.Api;
import io.keyfold.benchmarks.http.PreparedRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A session with several providers, and the requests of MCP clients of 2025-11-25 at its endpoint. The clients leave
 * out the handshake, since Keyfold keeps no state of it.
 *
 * @param api the API
 * @param id the session's id
 * @param tags tags of its providers, in order
 */
record RelaySession(Api api, String id, List<String> tags) {
  private static final Map<String, String> HEADERS = Map.of("mcp-protocol-version", "2025-11-25");

  static RelaySession create(Api api, List<String> deployments) throws IOException, InterruptedException {
    List<Map<String, Object>> providers = deployments
      .stream()
      .map(deployment -> Map.<String, Object>of("provider_deployment_id", deployment))
      .toList();
    JsonNode session = api.post("/sessions", Map.of("providers", providers));
    List<String> tags = new ArrayList<>();
    for (JsonNode provider : session.path("providers")) {
      tags.add(provider.path("tag").asString(""));
    }
    return new RelaySession(api, session.path("id").asString(""), List.copyOf(tags));
  }

  /** {@return a call of a provider's tool, which expects its result} */
  PreparedRequest call(int provider) {
    Map<String, Object> params = Map.of("name", tool(provider), "arguments", Map.of("text", "hello"));
    return prepare("tools/call", params, ToolServer.RESULT);
  }

  /** {@return a request that lists the tools of all providers, and expects this provider's} */
  PreparedRequest list(int provider) {
    return prepare("tools/list", Map.of(), tool(provider));
  }

  private String tool(int provider) {
    return ToolServer.TOOL + "_" + tags.get(provider);
  }

  private PreparedRequest prepare(String method, Map<String, Object> params, String expected) {
    Map<String, Object> message = Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", params);
    return api.prepare("/mcp/" + id, HEADERS, message, expected);
  }
}
