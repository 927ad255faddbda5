package io.keyfold.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.http.Api;
import io.keyfold.acceptance.http.ApiResponse;
import io.keyfold.acceptance.mcp.KeyedMcpServer;
import io.keyfold.acceptance.mcp.McpClient;
import io.keyfold.acceptance.running.Keyfold;
import io.keyfold.acceptance.running.RunningKeyfold;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A hard budget of two calls rejects the following ones over REST and MCP, until its limit is raised. */
@ExtendWith(RunningKeyfold.class)
class BudgetIT {

  private static final Duration BOUND = Duration.ofSeconds(60);

  @Test
  @Tag("promise-5")
  @Tag("promise-6")
  void anExhaustedBudgetRejectsCallsOverRestAndMcp(Keyfold keyfold) {
    try (KeyedMcpServer vendor = KeyedMcpServer.start("key")) {
      Tenant tenant = new Tenant(keyfold.newTenant("Acme Corp"));
      String deployment = tenant.deployment(tenant.provider(vendor));
      tenant.authConfig(deployment, "key");
      ApiResponse session = tenant.session(deployment);
      String echo = McpClient.connect(session.text("connection_url"), tenant.api().key()).toolNamed("echo");
      String budget = tenant.api().post("/budgets", budget(deployment)).expect(200).id();

      tenant.call(session.id(), echo, "one").expect(200);
      tenant.call(session.id(), echo, "two").expect(200);
      long exhausting = System.nanoTime();
      ApiResponse resolution = awaitRefusal(tenant, deployment);
      System.out.printf("budget, from the last call to the first 402: %d ms%n", millisSince(exhausting));

      resolution.expect(402, "budget_exceeded");
      ApiResponse rejected = tenant.call(session.id(), echo, "three").expect(402, "budget_exceeded");
      assertThat(rejected.text("id")).isEqualTo(budget);
      Map<String, Object> call = Map.of("name", echo, "arguments", Map.of("text", "three"));
      assertThat(
        Api.at(session.text("connection_url"), tenant.api().key())
          .send(
            "POST",
            "",
            Map.of("jsonrpc", "2.0", "id", 1, "method", "tools/call", "params", call),
            Map.of("Accept", "application/json, text/event-stream")
          )
          .text()
      ).contains("budget_exceeded", budget);
      ApiResponse shown = tenant
        .api()
        .get("/budgets/" + budget)
        .expect(200);
      assertThat(shown.text("state")).isEqualTo("exhausted");
      assertThat(shown.text("used")).isEqualTo("2");
      assertThat(rejected.text("message")).contains("resets_at");

      tenant
        .api()
        .patch("/budgets/" + budget, Map.of("limit", "3"))
        .expect(200);
      Awaitility.await()
        .atMost(BOUND)
        .until(() -> tenant.resolve(deployment).status() == 200);
      tenant.call(session.id(), echo, "three").expect(200);
    }
  }

  private static Map<String, Object> budget(String deployment) {
    return Map.of(
      "name",
      "Two calls",
      "measure",
      "calls",
      "limit",
      "2",
      "period",
      "month",
      "provider_deployment_id",
      deployment,
      "enforcement",
      "hard"
    );
  }

  /** A resolution counts as no call, so asking for one does not use the budget. */
  private static ApiResponse awaitRefusal(Tenant tenant, String deployment) {
    AtomicReference<ApiResponse> last = new AtomicReference<>();
    return Awaitility.await()
      .atMost(BOUND)
      .pollDelay(Duration.ZERO)
      .pollInterval(Duration.ofMillis(20))
      .until(() -> last.updateAndGet(before -> tenant.resolve(deployment)), response -> response.status() != 200);
  }

  private static long millisSince(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
  }
}
