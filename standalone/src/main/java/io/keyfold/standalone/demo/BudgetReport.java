package io.keyfold.standalone.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;

/** Creates a budget that is exhausted, and shows that it rejects a call. */
final class BudgetReport {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Api api;
  private final PrintStream out;

  BudgetReport(Api api, PrintStream out) {
    this.api = api;
    this.out = out;
  }

  /**
   * Creates a budget of fewer calls than were made, waits until it is exhausted, and archives it after a call was rejected.
   *
   * @param call a tool call of the deployment
   */
  void exhaust(String deployment, Object call) throws InterruptedException {
    out.println();
    out.println("# A budget of two calls, which the calls so far exhaust: the next one is rejected");
    String path = "/budgets/" + api.call(200, "POST", "/budgets", budget(deployment), "id", "limit", "period").id();
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (!"exhausted".equals(state(path))) {
      if (System.nanoTime() > deadline) {
        throw new DemoStepException("the budget should be exhausted by the calls before");
      }
      Thread.sleep(PAUSE);
    }
    api.call(200, "GET", path, null, "used", "state", "resets_at");
    api.call(402, "POST", "/tool-calls", call);
    api.call(200, "DELETE", path, null, "id", "status");
  }

  private String state(String path) throws InterruptedException {
    return api.send("GET", path, null).body().path("state").asString("");
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
}
