package io.keyfold.acceptance.mcp.npm;

import io.keyfold.acceptance.http.Api;
import io.keyfold.acceptance.http.ApiResponse;
import io.keyfold.acceptance.mcp.Providers;
import java.util.Map;

/**
 * A session with one provider.
 *
 * @param url its MCP endpoint
 * @param key what authenticates there
 */
record SessionInFront(String url, String key) {
  /** {@return a new session in front of the server} */
  static SessionInFront of(Api tenant, String mcpUrl, Map<String, Object> options) {
    ApiResponse session = Providers.sessionFor(tenant, mcpUrl, options);
    return new SessionInFront(session.text("connection_url"), tenant.key());
  }
}
