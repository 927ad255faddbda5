package io.keyfold.standalone.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What the deployment used, as {@code GET /usage} tells it. */
final class UsageReport {

  private static final Duration BOUND = Duration.ofSeconds(15);

  private final Api api;
  private final PrintStream out;

  UsageReport(Api api, PrintStream out) {
    this.api = api;
    this.out = out;
  }

  /** Asks until the totals have caught up with what was done, and prints a table. */
  void print(String deployment, String from, int calls) throws InterruptedException {
    String path = "/usage?provider_deployment_id=" + deployment + "&from=" + from + "&group_by=tool";
    long deadline = System.nanoTime() + BOUND.toNanos();
    while (System.nanoTime() < deadline && quantity(api.send("GET", path, null).body()) < calls) {
      Thread.sleep(100);
    }
    Api.Response answer = api.call(200, "GET", path, null, "object", "complete_until");
    if (quantity(answer.body()) < calls) {
      throw new StepFailed("usage should tell at least " + calls + " tool calls");
    }
    print(answer.body().path("items"));
  }

  private void print(JsonNode items) {
    Set<String> columns = new LinkedHashSet<>();
    for (JsonNode item : items) {
      item
        .propertyStream()
        .filter(field -> field.getValue().isValueNode() && !field.getValue().isNull())
        .forEach(field -> columns.add(field.getKey()));
    }
    columns.remove("object");
    Table table = new Table(columns.toArray(String[]::new));
    items.forEach(item ->
      table.row(
        columns
          .stream()
          .map(name -> item.path(name).asString(""))
          .toArray(String[]::new)
      )
    );
    table.print(out);
  }

  private static double quantity(JsonNode usage) {
    double sum = 0;
    for (JsonNode item : usage.path("items")) {
      if (item.path("meter").asString("").equals("tool_calls")) {
        sum += item.path("quantity").asDouble(0);
      }
    }
    return sum;
  }
}
