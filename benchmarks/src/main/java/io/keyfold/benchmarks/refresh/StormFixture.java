package io.keyfold.benchmarks.refresh;

import io.keyfold.benchmarks.http.Api;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The objects of the storm: a provider with OAuth, an app, a deployment, and grants of its users.
 *
 * @param api the API
 * @param provider the provider's token endpoint
 * @param deployment the deployment's id
 */
record StormFixture(Api api, SingleUseProvider provider, String deployment) {
  static StormFixture create(Api api, SingleUseProvider provider) throws IOException, InterruptedException {
    Map<String, Object> oauth = Map.of(
      "authorization_url",
      provider.url() + "/authorize",
      "token_url",
      provider.url() + "/token"
    );
    Map<String, Object> method = Map.of("key", "oauth", "type", "oauth", "name", "OAuth", "oauth", oauth);
    String id = id(
      api,
      "/custom-providers",
      Map.of("name", "Storm", "mcp_url", provider.url() + "/mcp", "auth_methods", List.of(method))
    );
    Map<String, Object> app = Map.of("client_id", "storm", "client_secret", "storm-secret", "scopes", List.of());
    id(api, "/provider-auth-credentials", Map.of("provider_id", id, "config", app));
    String deployment = id(
      api,
      "/provider-deployments",
      Map.of("name", "Storm", "provider_id", id, "credentials", "user_required")
    );
    return new StormFixture(api, provider, deployment);
  }

  /** Imports a grant whose access token has expired. */
  void grant(int number, String user) throws IOException, InterruptedException {
    Map<String, Object> value = Map.of(
      "access_token",
      "expired",
      "refresh_token",
      provider.newRefreshToken(number),
      "expires_at",
      Instant.now().minusSeconds(60).toString()
    );
    id(
      api,
      "/provider-auth-config-imports",
      Map.of(
        "note",
        "refresh benchmark",
        "provider_deployment_id",
        deployment,
        "provider_auth_method_id",
        "oauth",
        "user",
        user,
        "value",
        value
      )
    );
  }

  private static String id(Api api, String path, Object body) throws IOException, InterruptedException {
    return api.post(path, body).path("id").asString("");
  }
}
