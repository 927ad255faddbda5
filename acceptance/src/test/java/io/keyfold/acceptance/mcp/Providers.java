package io.keyfold.acceptance.mcp;

import io.keyfold.acceptance.http.Api;
import io.keyfold.acceptance.http.ApiResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Puts sessions in front of MCP servers. A write that a busy machine did not confirm in time is repeated. */
public final class Providers {

  private static final int ATTEMPTS = 10;
  private static final int UNAVAILABLE = 503;

  private Providers() {}

  /** {@return a new session with one provider, the server} */
  public static ApiResponse sessionFor(Api tenant, String mcpUrl, Map<String, Object> options) {
    String provider = create(tenant, "/custom-providers", Map.of("name", "Server", "mcp_url", mcpUrl)).id();
    Map<String, Object> deployment = Map.of("name", "Server", "provider_id", provider);
    String id = create(tenant, "/provider-deployments", deployment).id();
    Map<String, Object> session = new LinkedHashMap<>(options);
    session.put("providers", List.of(Map.of("provider_deployment_id", id)));
    return create(tenant, "/sessions", session);
  }

  private static ApiResponse create(Api tenant, String path, Map<String, Object> body) {
    String key = UUID.randomUUID().toString();
    ApiResponse response = tenant.post(path, body, key);
    for (int i = 1; i < ATTEMPTS && response.status() == UNAVAILABLE; i++) {
      response = tenant.post(path, body, key);
    }
    return response.expect(200);
  }
}
