package io.keyfold.standalone.demo;

import io.keyfold.standalone.boot.Poll;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Prints the usage of a deployment from {@code GET /usage}. */
final class UsageReport {

  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private final Api api;
  private final PrintStream out;

  UsageReport(Api api, PrintStream out) {
    this.api = api;
    this.out = out;
  }

  /** Polls until the totals include all calls, and prints a table. */
  void print(String deployment, String from, int calls) throws InterruptedException {
    String path = "/usage?provider_deployment_id=" + deployment + "&from=" + from + "&group_by=tool";
    Poll.until(TIMEOUT, INTERVAL, () -> quantity(api.send("GET", path, null).body()) >= calls);
    Api.Response response = api.call(200, "GET", path, null, "object", "complete_until");
    if (quantity(response.body()) < calls) {
      throw new DemoStepException("usage should contain at least " + calls + " tool calls");
    }
    print(response.body().path("items"));
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
