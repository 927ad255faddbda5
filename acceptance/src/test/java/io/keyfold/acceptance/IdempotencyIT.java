package io.keyfold.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.http.Api;
import io.keyfold.acceptance.http.ApiResponse;
import io.keyfold.acceptance.mcp.KeyedMcpServer;
import io.keyfold.acceptance.running.Keyfold;
import io.keyfold.acceptance.running.RunningKeyfold;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@ExtendWith(RunningKeyfold.class)
@Tag("promise-2")
class IdempotencyIT {

  private static final Duration BOUND = Duration.ofSeconds(30);

  @Test
  void aRetryReturnsTheSameObjectAndAnotherBodyIsRejected(Keyfold keyfold) {
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
  @Tag("promise-3")
  void aRetriedCreationReturnsTheFirstSecret(Keyfold keyfold) {
    Tenant tenant = new Tenant(keyfold.newTenant("Acme Corp"));
    try (KeyedMcpServer vendor = KeyedMcpServer.start("key")) {
      String deployment = tenant.deployment(tenant.provider(vendor));
      tenant.authConfig(deployment, "key");
      sameSecret(
        tenant.api(),
        "/organization/api-keys",
        Map.of("name", "One", "type", "instance_access_token_secret"),
        "/secret"
      );
      sameSecret(keyfold.operator(), "/tenants", Map.of("name", "One"), "/api_key/secret");
      sameSecret(tenant.api(), "/sessions", Tenant.sessionBody(deployment), "/client_secret");
    }
  }

  private static void sameSecret(Api api, String path, Map<String, Object> body, String pointer) {
    String key = UUID.randomUUID().toString();
    String first = api.post(path, body, key).expect(200).body().at(pointer).asString("");
    assertThat(first).startsWith("kf_");
    assertThat(api.post(path, body, key).expect(200).body().at(pointer).asString("")).isEqualTo(first);
  }

  @Test
  void concurrentRetriesCreateOneObject(Keyfold keyfold) throws Exception {
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

  @Test
  void aToolRunsOncePerKeyAndACredentialIsCountedOnce(Keyfold keyfold) {
    Tenant tenant = new Tenant(keyfold.newTenant("Acme Corp"));
    try (KeyedMcpServer vendor = KeyedMcpServer.start("key")) {
      String deployment = tenant.deployment(tenant.provider(vendor));
      tenant.authConfig(deployment, "key");
      ApiResponse session = tenant.session(deployment);
      String tool = "echo_" + session.body().path("providers").path(0).path("tag").asString();

      String first = UUID.randomUUID().toString();
      Map<String, Object> call = Tenant.callBody(session.id(), tool, "hello");
      JsonNode response = onRecord(tenant.api().post("/tool-calls", call, first));
      assertThat(onRecord(tenant.api().post("/tool-calls", call, first))).isEqualTo(response);
      assertThat(vendor.keysOfCalls()).hasSize(1);
      check(tenant.api(), "/tool-calls", call, Tenant.callBody(session.id(), tool, "goodbye"));
      assertThat(vendor.keysOfCalls()).hasSize(2);

      Map<String, Object> resolve = Map.of("provider_deployment_id", deployment);
      Map<String, Object> other = Map.of("provider_deployment_id", deployment, "session_id", session.id());
      check(tenant.api(), "/credential-resolutions", resolve, other);
      check(tenant.api(), "/credential-resolutions", resolve, other);
      awaitCounts(tenant.api(), deployment, Map.of("tool_calls", 2L, "credential_resolutions", 2L));
    }
  }

  // The instance that made the call returns the whole first response. Other instances return the record, without input
  // and output (ADR 8).
  private static JsonNode onRecord(ApiResponse call) {
    return ((ObjectNode) call.expect(200).body()).remove(List.of("input", "output"));
  }

  private static void awaitCounts(Api api, String deployment, Map<String, Long> expected) {
    String path = "/usage?granularity=total&provider_deployment_id=" + deployment;
    Awaitility.await()
      .atMost(BOUND)
      .untilAsserted(() -> {
        Map<String, Long> counts = new TreeMap<>();
        for (JsonNode row : api.get(path).expect(200).body().path("items")) {
          counts.put(row.path("meter").asString(), row.path("count").asLong());
        }
        assertThat(counts).isEqualTo(expected);
      });
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
