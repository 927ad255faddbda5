package io.keyfold.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.http.Api;
import io.keyfold.acceptance.mcp.KeyedMcpServer;
import io.keyfold.acceptance.running.Keyfold;
import io.keyfold.acceptance.running.RunningKeyfold;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningKeyfold.class)
class IdempotencyIT {

  @Test
  void theSameKeyWithTheSameBodyGivesTheSameObjectAndWithAnotherIsRefused(Keyfold keyfold) {
    Tenant tenant = new Tenant(keyfold.newTenant("Acme Corp"));
    try (KeyedMcpServer vendor = KeyedMcpServer.start("key")) {
      String provider = tenant.provider(vendor);
      String deployment = tenant.deployment(provider);
      check(tenant.api(), "/custom-providers", vendor.asProvider("One"), vendor.asProvider("Two"));
      check(
        tenant.api(),
        "/provider-deployments",
        Map.of("name", "One", "provider_id", provider),
        Map.of("name", "Two", "provider_id", provider)
      );
      check(
        tenant.api(),
        "/provider-auth-configs",
        Tenant.authConfigBody(deployment, "one"),
        Tenant.authConfigBody(deployment, "two")
      );
      check(tenant.api(), "/sessions", Tenant.sessionBody(deployment), Map.of("name", "Two", "providers", List.of()));
      String session = tenant.session(deployment).id();
      check(
        tenant.api(),
        "/session-providers",
        Map.of("session_id", session, "provider_deployment_id", deployment),
        Map.of("session_id", session, "provider_deployment_id", deployment, "tool_filters", List.of())
      );
      check(
        tenant.api(),
        "/organization/api-keys",
        Map.of("name", "One", "type", "instance_access_token_secret"),
        Map.of("name", "Two", "type", "instance_access_token_secret")
      );
      check(keyfold.operator(), "/tenants", Map.of("name", "One"), Map.of("name", "Two"));
    }
  }

  @Test
  void repeatedAtOnceThereIsOneObject(Keyfold keyfold) throws Exception {
    Api api = keyfold.newTenant("Acme Corp");
    String key = UUID.randomUUID().toString();
    Map<String, Object> body = Map.of("name", "One", "provider_id", "prv_exa");
    List<Future<String>> ids;
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      ids = IntStream.range(0, 32)
        .mapToObj(i -> threads.submit(() -> api.post("/provider-deployments", body, key).expect(200).id()))
        .toList();
    }

    Set<String> distinct = new TreeSet<>();
    for (Future<String> id : ids) {
      distinct.add(id.get());
    }
    assertThat(distinct).hasSize(1);
    assertThat(api.get("/provider-deployments").expect(200).ids()).containsExactlyElementsOf(distinct);
  }

  private static void check(Api api, String path, Map<String, Object> body, Map<String, Object> other) {
    String key = UUID.randomUUID().toString();

    String id = api.post(path, body, key).expect(200).id();

    assertThat(api.post(path, body, key).expect(200).id())
      .as(path)
      .isEqualTo(id);
    api.post(path, other, key).expect(422);
  }
}
