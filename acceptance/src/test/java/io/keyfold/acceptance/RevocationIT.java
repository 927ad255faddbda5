package io.keyfold.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.http.Api;
import io.keyfold.acceptance.http.ApiResponse;
import io.keyfold.acceptance.mcp.KeyedMcpServer;
import io.keyfold.acceptance.mcp.McpClient;
import io.keyfold.acceptance.running.Keyfold;
import io.keyfold.acceptance.running.RunningKeyfold;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningKeyfold.class)
@Tag("promise-3")
class RevocationIT {

  private static final int TIMES = 100;
  private static final Duration BOUND = Duration.ofSeconds(5);

  @Test
  void aRevokedCredentialStopsResolving(Keyfold keyfold) {
    try (KeyedMcpServer vendor = KeyedMcpServer.start("key")) {
      Tenant tenant = new Tenant(keyfold.newTenant("Acme Corp"));
      String deployment = tenant.deployment(tenant.provider(vendor));
      long[] nanos = new long[TIMES];
      for (int i = 0; i < TIMES; i++) {
        String authConfig = tenant.authConfig(deployment, "key");
        tenant.resolve(deployment).expect(200);

        tenant
          .api()
          .delete("/provider-auth-configs/" + authConfig)
          .expect(200);
        long archived = System.nanoTime();
        ApiResponse refusal = awaitRefusal(tenant, deployment);

        nanos[i] = System.nanoTime() - archived;
        refusal.expect(400, "auth_config_required");
      }
      Arrays.sort(nanos);
      System.out.printf(
        "revocation, from archived to rejected: p50 %.1f ms, p99 %.1f ms%n",
        nanos[TIMES / 2] / 1e6,
        nanos[(TIMES * 99) / 100 - 1] / 1e6
      );
    }
  }

  @Test
  void anOpenSessionMakesNoCallWithARevokedCredential(Keyfold keyfold) {
    try (KeyedMcpServer vendor = KeyedMcpServer.start("key")) {
      Tenant tenant = new Tenant(keyfold.newTenant("Acme Corp"));
      String deployment = tenant.deployment(tenant.provider(vendor));
      String authConfig = tenant.authConfig(deployment, "key");
      ApiResponse session = tenant.session(deployment);
      String echo = McpClient.connect(session.text("connection_url"), tenant.api().key()).toolNamed("echo");
      tenant
        .api()
        .delete("/provider-auth-configs/" + authConfig)
        .expect(200);
      awaitRefusal(tenant, deployment);

      tenant.call(session.id(), echo, "hello").expect(400);

      assertThat(vendor.keysOfCalls()).isEmpty();
    }
  }

  @Test
  void aRevokedSessionSecretOpensNothing(Keyfold keyfold) {
    try (KeyedMcpServer vendor = KeyedMcpServer.start("key")) {
      Tenant tenant = new Tenant(keyfold.newTenant("Acme Corp"));
      String deployment = tenant.deployment(tenant.provider(vendor));
      tenant.authConfig(deployment, "key");
      ApiResponse session = tenant.session(deployment);
      String secrets = "/sessions/" + session.id() + "/secrets";
      Map<String, Object> ping = Map.of("jsonrpc", "2.0", "id", 1, "method", "ping");
      for (int i = 0; i < TIMES; i++) {
        ApiResponse secret = tenant
          .api()
          .post(secrets, Map.of("name", "Agent " + i))
          .expect(200);
        Api agent = Api.at(session.text("connection_url"), secret.text("secret"));
        agent.post("", ping).expect(200);

        tenant
          .api()
          .delete(secrets + "/" + secret.id())
          .expect(200);

        agent.post("", ping).expect(401, "unauthorized");
      }
    }
  }

  private static ApiResponse awaitRefusal(Tenant tenant, String deployment) {
    AtomicReference<ApiResponse> last = new AtomicReference<>();
    return Awaitility.await()
      .atMost(BOUND)
      .pollDelay(Duration.ZERO)
      .pollInterval(Duration.ofMillis(1))
      .until(() -> last.updateAndGet(before -> tenant.resolve(deployment)), response -> response.status() != 200);
  }
}
