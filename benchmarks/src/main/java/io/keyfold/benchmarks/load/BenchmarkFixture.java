package io.keyfold.benchmarks.load;

import io.keyfold.benchmarks.http.Api;
import io.keyfold.benchmarks.http.PreparedRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The objects that the load uses: a provider on this machine, a deployment with a credential, and a session.
 *
 * @param deployment the deployment's id
 * @param session the session's id
 * @param tool the tool's id in the session
 */
public record BenchmarkFixture(String deployment, String session, String tool) {
  private static final String NAME = "Benchmark";

  /**
   * {@return new objects}
   *
   * @param tools base URL of the MCP server
   */
  public static BenchmarkFixture create(Api api, String tools) throws IOException, InterruptedException {
    String deployment = deployment(api, tools + "/mcp");
    Map<String, Object> entry = Map.of("provider_deployment_id", deployment);
    JsonNode session = api.post("/sessions", Map.of("providers", List.of(entry)));
    return new BenchmarkFixture(
      deployment,
      id(session),
      "answer_" + session.path("providers").path(0).path("tag").asString("")
    );
  }

  /** {@return the id of a new deployment, with a credential, of a new provider with this MCP server} */
  public static String deployment(Api api, String mcpUrl) throws IOException, InterruptedException {
    String provider = id(api.post("/custom-providers", provider(mcpUrl)));
    String deployment = id(api.post("/provider-deployments", Map.of("name", NAME, "provider_id", provider)));
    api.post(
      "/provider-auth-configs",
      Map.of(
        "provider_auth_method_id",
        "api_key",
        "provider_deployment_id",
        deployment,
        "value",
        Map.of("api_key", "benchmark-key-of-the-provider")
      )
    );
    return deployment;
  }

  /** {@return a request that creates a deployment} */
  PreparedRequest createDeployment(Api api) {
    return api.prepare("/provider-deployments", Map.of("name", "Acme Exa", "provider_id", "prv_exa"));
  }

  /** {@return a request that resolves this deployment's credential} */
  public PreparedRequest resolve(Api api) {
    return resolve(api, deployment);
  }

  /** {@return a request that resolves a deployment's credential} */
  public static PreparedRequest resolve(Api api, String deployment) {
    return api.prepare("/credential-resolutions", Map.of("provider_deployment_id", deployment));
  }

  /** {@return a request that calls the tool} */
  PreparedRequest call(Api api) {
    return api.prepare("/tool-calls", Map.of("session_id", session, "tool_id", tool, "input", Map.of("text", "hello")));
  }

  /** {@return the same tool call, sent to the MCP server directly} */
  static PreparedRequest directCall(Api tools) {
    Map<String, Object> params = Map.of("name", "answer", "arguments", Map.of("text", "hello"));
    return tools.prepare("/mcp", Map.of("jsonrpc", "2.0", "id", 1, "method", "tools/call", "params", params));
  }

  private static Map<String, Object> provider(String mcpUrl) {
    Map<String, Object> schema = Map.of(
      "type",
      "object",
      "properties",
      Map.of("api_key", Map.of("type", "string")),
      "required",
      List.of("api_key")
    );
    Map<String, Object> method = Map.of(
      "key",
      "api_key",
      "type",
      "token",
      "name",
      "API key",
      "input_schema",
      schema,
      "injections",
      List.of(Map.of("place", "header", "name", "x-benchmark-key", "property", "api_key"))
    );
    return Map.of("name", NAME, "mcp_url", mcpUrl, "auth_methods", List.of(method));
  }

  private static String id(JsonNode answer) {
    return answer.path("id").asString("");
  }
}
