package io.keyfold.acceptance.mcp.npm;

import io.keyfold.acceptance.http.Api;
import io.keyfold.acceptance.http.ApiResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A session with one provider.
 *
 * @param url its MCP endpoint
 * @param key what authenticates there
 * @param secret the session's own secret, for clients that can send no header
 */
record SessionInFront(String url, String key, String secret) {
  /** {@return a new session in front of the server} */
  static SessionInFront of(Api tenant, String mcpUrl, Map<String, Object> options) {
    String provider = tenant
      .post("/custom-providers", Map.of("name", "Foreign", "mcp_url", mcpUrl))
      .expect(200)
      .id();
    String deployment = tenant
      .post("/provider-deployments", Map.of("name", "Foreign", "provider_id", provider))
      .expect(200)
      .id();
    Map<String, Object> body = new LinkedHashMap<>(options);
    body.put("providers", List.of(Map.of("provider_deployment_id", deployment)));
    ApiResponse session = tenant.post("/sessions", body).expect(200);
    return new SessionInFront(session.text("connection_url"), tenant.key(), session.text("client_secret"));
  }

  /** {@return the endpoint with the secret in it} */
  String urlWithSecret() {
    return url + "?key=" + secret;
  }
}
