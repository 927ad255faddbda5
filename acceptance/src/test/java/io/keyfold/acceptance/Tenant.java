package io.keyfold.acceptance;

import io.keyfold.acceptance.http.Api;
import io.keyfold.acceptance.http.ApiResponse;
import io.keyfold.acceptance.mcp.KeyedMcpServer;
import java.util.List;
import java.util.Map;

/** Common steps of tests as a tenant. A step fails unless its response is 200. */
record Tenant(Api api) {
  String provider(KeyedMcpServer server) {
    return api.post("/custom-providers", server.asProvider("Vendor")).expect(200).id();
  }

  String deployment(String provider) {
    return api
      .post("/provider-deployments", Map.of("name", "Acme", "provider_id", provider))
      .expect(200)
      .id();
  }

  /** Creates an auth config with the method {@code api_key}. */
  String authConfig(String deployment, String key) {
    return api.post("/provider-auth-configs", authConfigBody(deployment, key)).expect(200).id();
  }

  static Map<String, Object> authConfigBody(String deployment, String key) {
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

  /** Creates a session with only the deployment's id. */
  ApiResponse session(String deployment) {
    return api.post("/sessions", sessionBody(deployment)).expect(200);
  }

  static Map<String, Object> sessionBody(String deployment) {
    return Map.of("providers", List.of(Map.of("provider_deployment_id", deployment)));
  }

  ApiResponse call(String session, String tool, String text) {
    return api.post("/tool-calls", callBody(session, tool, text));
  }

  static Map<String, Object> callBody(String session, String tool, String text) {
    return Map.of("session_id", session, "tool_id", tool, "input", Map.of("text", text));
  }

  ApiResponse resolve(String deployment) {
    return api.post("/credential-resolutions", Map.of("provider_deployment_id", deployment));
  }
}
