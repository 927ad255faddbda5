package io.keyfold.standalone.demo;

import io.keyfold.standalone.sandbox.Sandbox;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The first part of the demo: a deployment with the tenant's key, and a session. Tools are called with the right key
 * before and after its rotation, and no longer after its revocation.
 */
final class DemoScenario {

  private final Api api;
  private final Sandbox sandbox;
  private final PrintStream out;

  DemoScenario(Api api, Sandbox sandbox, PrintStream out) {
    this.api = api;
    this.sandbox = sandbox;
    this.out = out;
  }

  /**
   * Runs the scenario.
   *
   * @param provider the sandbox as a provider
   * @param keys the sandbox's key, and its replacement
   * @return the deployment's id
   */
  String run(String provider, Keys keys) throws InterruptedException {
    heading("A deployment of the provider, with the tenant's API key");
    String deployment = api
      .call(
        200,
        "POST",
        "/provider-deployments",
        Map.of("name", "Acme Search", "provider_id", provider),
        "id",
        "status",
        "name",
        "provider_id"
      )
      .id();
    String authConfig = api
      .call(200, "POST", "/provider-auth-configs", authConfig(deployment, keys.first()), "id", "type", "status")
      .id();

    heading("A session with the deployment");
    Api.Response session = api.call(
      200,
      "POST",
      "/sessions",
      Map.of("name", "demo", "providers", List.of(Map.of("provider_deployment_id", deployment))),
      "id",
      "status",
      "connection_url"
    );
    try (McpAgent user = McpAgent.connect(session.body().path("connection_url").asString(), api.key(), out)) {
      String search = user.toolNamed("search");
      callTools(new Call(session.id(), search), user, deployment, authConfig, keys);
    }
    return deployment;
  }

  private void callTools(Call call, McpAgent user, String deployment, String authConfig, Keys keys)
    throws InterruptedException {
    heading("Tool calls over MCP and REST with the tenant's key");
    expectKey(user.call(call.tool(), Map.of("query", "kafka")), keys.first());
    expectKey(callTool(call), keys.first());

    heading(
      "The vendor replaces the key and a call fails. After rotating the key in place, the open session works again"
    );
    sandbox.rotate(keys.second());
    api.call(502, "POST", "/tool-calls", call.body());
    api.call(
      200,
      "PATCH",
      "/provider-auth-configs/" + authConfig,
      Map.of("value", Map.of("api_key", keys.second())),
      "id",
      "status",
      "updated_at"
    );
    expectKey(callTool(call), keys.second());
    expectKey(user.call(call.tool(), Map.of("query", "avro")), keys.second());

    new BudgetReport(api, out).exhaust(deployment, call.body());

    heading("After revocation, calls are rejected");
    api.call(200, "DELETE", "/provider-auth-configs/" + authConfig, null, "id", "status");
    api.call(400, "POST", "/tool-calls", call.body());
  }

  private JsonNode callTool(Call call) throws InterruptedException {
    Api.Response response = api.call(200, "POST", "/tool-calls", call.body(), "id", "tool_key", "status", "output");
    return response.body().path("output");
  }

  private static void expectKey(JsonNode output, String key) {
    String ending = key.substring(key.length() - 4);
    if (!output.toString().contains(ending)) {
      throw new DemoStepException("the tool should have been called with the key ending in " + ending);
    }
  }

  private static Map<String, Object> authConfig(String deployment, String key) {
    return Map.of(
      "name",
      "Acme's key",
      "provider_auth_method_id",
      "api_key",
      "provider_deployment_id",
      deployment,
      "value",
      Map.of("api_key", key)
    );
  }

  private void heading(String text) {
    out.println();
    out.println("# " + text);
  }

  /**
   * Two keys of the sandbox.
   *
   * @param first valid at the start
   * @param second valid after the rotation
   */
  record Keys(String first, String second) {}

  private record Call(String session, String tool) {
    Map<String, Object> body() {
      return Map.of("session_id", session, "tool_id", tool, "input", Map.of("query", "kafka"));
    }
  }
}
