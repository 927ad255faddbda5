package io.keyfold.chaos.load;

import io.keyfold.chaos.cluster.ClusterFailure;
import io.keyfold.chaos.http.Api;
import io.keyfold.chaos.http.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Creates tenants with the objects that the load needs. */
public final class Tenants {

  private static final int ATTEMPTS = 60;

  private final Api operator;
  private final Map<String, Object> provider;

  /**
   * Creates tenants with the operator's API key.
   *
   * @param provider request body that creates the provider whose tools are called
   */
  public Tenants(Api operator, Map<String, Object> provider) {
    this.operator = operator;
    this.provider = provider;
  }

  /** {@return new tenants} */
  public List<Tenant> create(int count) throws InterruptedException {
    List<Tenant> tenants = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tenants.add(create("chaos-" + UUID.randomUUID().toString().substring(0, 8)));
    }
    return tenants;
  }

  private Tenant create(String name) throws InterruptedException {
    Reply tenant = postUntilSuccess(operator, "/tenants", Map.of("name", name));
    Api api = operator.withKey(tenant.body().path("api_key").path("secret").asString(""));
    String providerId = postUntilSuccess(api, "/custom-providers", provider).id();
    Map<String, Object> deployed = Map.of("name", "Tools", "provider_id", providerId);
    String deployment = postUntilSuccess(api, "/provider-deployments", deployed).id();
    postUntilSuccess(api, "/provider-auth-configs", authConfig("Key", deployment, "first"));
    Map<String, Object> providers = Map.of("providers", List.of(Map.of("provider_deployment_id", deployment)));
    Reply session = postUntilSuccess(api, "/sessions", providers);
    String tag = session.body().path("providers").path(0).path("tag").asString("");
    return new Tenant(name, api, deployment, session.id(), "count_" + tag);
  }

  /** {@return the request body of an auth config of the provider} */
  static Map<String, Object> authConfig(String name, String deployment, String key) {
    return Map.of(
      "name",
      name,
      "provider_auth_method_id",
      "api_key",
      "provider_deployment_id",
      deployment,
      "value",
      Map.of("api_key", key)
    );
  }

  private static Reply postUntilSuccess(Api api, String path, Object body) throws InterruptedException {
    String key = UUID.randomUUID().toString();
    Reply reply = api.send("POST", path, body, Map.of("Idempotency-Key", key));
    for (int i = 0; i < ATTEMPTS && !reply.ok(); i++) {
      TimeUnit.MILLISECONDS.sleep(500);
      reply = api.send("POST", path, body, Map.of("Idempotency-Key", key));
    }
    if (!reply.ok()) {
      throw new ClusterFailure(
        "cannot prepare the load: POST " + path + " -> " + reply.status() + " " + reply.detail()
      );
    }
    return reply;
  }
}
