package io.keyfold.standalone.demo;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Sets prices of the sandbox, and prints what a deployment cost from {@code GET /costs}. */
final class CostReport {

  private static final String[] COLUMNS = {
    "tool",
    "quantity",
    "price_source",
    "currency",
    "contracted_cost",
    "billed_cost",
    "unpriced_reason",
  };

  private final Api api;
  private final PrintStream out;

  CostReport(Api api, PrintStream out) {
    this.api = api;
    this.out = out;
  }

  /** Creates the price list, and prints a table of the costs. */
  void print(String provider, String deployment, String from) throws InterruptedException {
    api.call(200, "POST", "/price-lists", priceList(provider), "id", "kind", "name", "status");
    String path = "/costs?provider_deployment_id=" + deployment + "&from=" + from + "&granularity=total&group_by=tool";
    JsonNode items = api.call(200, "GET", path, null, "object", "complete_until").body().path("items");
    boolean priced = items.valueStream().anyMatch(item -> !item.path("contracted_cost").isNull());
    if (!priced) {
      throw new DemoStepException("a deployment with tool calls and prices should have a cost");
    }
    Table table = new Table(COLUMNS);
    for (JsonNode item : items) {
      String[] row = new String[COLUMNS.length];
      for (int i = 0; i < COLUMNS.length; i++) {
        row[i] = item.path(COLUMNS[i]).asString("");
      }
      table.row(row);
    }
    table.print(out);
  }

  private static Map<String, Object> priceList(String provider) {
    return Map.of(
      "name",
      "Sandbox",
      "currency",
      "EUR",
      "effective_from",
      "2026-01-01T00:00:00Z",
      "prices",
      List.of(Map.of("provider_id", provider, "meter", "tool_calls", "unit_price", "0.0035"))
    );
  }
}
