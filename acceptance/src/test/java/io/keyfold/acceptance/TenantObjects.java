package io.keyfold.acceptance;

import io.keyfold.acceptance.http.ApiResponse;
import io.keyfold.acceptance.mcp.KeyedMcpServer;
import io.keyfold.acceptance.mcp.McpClient;
import java.util.Map;

/**
 * The ids of one object of each kind.
 *
 * @param connectionUrl the session's MCP endpoint
 * @param tool name of a tool in that session
 */
record TenantObjects(
  String provider,
  String version,
  String authMethod,
  String deployment,
  String authConfig,
  String session,
  String sessionSecret,
  String sessionProvider,
  String apiKey,
  String toolCall,
  String connectionUrl,
  String tool
) {
  static TenantObjects make(Tenant tenant, KeyedMcpServer vendor, String key) {
    ApiResponse provider = tenant.api().post("/custom-providers", vendor.asProvider("Private")).expect(200);
    String deployment = tenant.deployment(provider.id());
    ApiResponse authConfig = tenant
      .api()
      .post("/provider-auth-configs", Tenant.authConfigBody(deployment, key))
      .expect(200);
    ApiResponse session = tenant.session(deployment);
    String url = session.text("connection_url");
    String tool = McpClient.connect(url, tenant.api().key()).toolNamed("echo");
    Map<String, Object> apiKey = Map.of("name", "Second", "type", "instance_access_token_secret");
    return new TenantObjects(
      provider.id(),
      tenant
        .api()
        .get("/providers/" + provider.id())
        .expect(200)
        .body()
        .path("current_version")
        .path("id")
        .asString(),
      authConfig.body().path("auth_method").path("id").asString(),
      deployment,
      authConfig.id(),
      session.id(),
      tenant
        .api()
        .post("/sessions/" + session.id() + "/secrets", Map.of("name", "Second"))
        .expect(200)
        .id(),
      session.body().path("providers").path(0).path("id").asString(),
      tenant.api().post("/organization/api-keys", apiKey).expect(200).id(),
      tenant.call(session.id(), tool, "hello").expect(200).id(),
      url,
      tool
    );
  }

  /** {@return well-formed ids that do not exist} */
  TenantObjects unknown() {
    return new TenantObjects(
      other(provider),
      other(version),
      other(authMethod),
      other(deployment),
      other(authConfig),
      other(session),
      other(sessionSecret),
      other(sessionProvider),
      other(apiKey),
      other(toolCall),
      connectionUrl.replace(session, other(session)),
      tool
    );
  }

  private static String other(String id) {
    char last = id.charAt(id.length() - 1);
    return id.substring(0, id.length() - 1) + (last == 'z' ? 'y' : 'z');
  }
}
