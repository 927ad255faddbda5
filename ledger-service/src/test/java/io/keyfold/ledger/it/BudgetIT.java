package io.keyfold.ledger.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keyfold.ledger.testing.Records;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.UsageRecorded;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** From a budget to its exhaustion, with a real broker. */
@Tag("kafka")
class BudgetIT extends RunningLedger {

  @Test
  @Tag("promise-1")
  @Tag("promise-5")
  @Tag("promise-6")
  void aBudgetOfCallsIsExhaustedAndReleasedWhenItsLimitIsRaised() throws Exception {
    String id = send("POST", "/budgets", calls("pdp_budget")).get("id").asString();
    used("pdp_budget", 2);

    await()
      .atMost(BOUND)
      .untilAsserted(() -> {
        JsonNode budget = body(KEY, "/budgets/" + id);
        assertThat(budget.get("state").asString()).isEqualTo("exhausted");
        assertThat(budget.get("used").asString()).isEqualTo("2");
        assertThat(budget.get("reached_thresholds")).hasSize(3);
      });
    assertThat(body(OTHER_KEY, "/budgets").get("items")).isEmpty();

    send("PATCH", "/budgets/" + id, Map.of("limit", "3"));
    await()
      .atMost(BOUND)
      .untilAsserted(() ->
        assertThat(
          body(KEY, "/budgets/" + id)
            .get("state")
            .asString()
        ).isEqualTo("within")
      );
    assertThat(types(id)).contains(
      "io.keyfold.ledger.events.BudgetCreated",
      "io.keyfold.ledger.events.BudgetExhausted",
      "io.keyfold.ledger.events.BudgetReleased"
    );
  }

  @Test
  @Tag("promise-6")
  void aCorrectedPriceReleasesABudgetOfCost() throws Exception {
    String id = send(
      "POST",
      "/budgets",
      Map.of(
        "name",
        "Cost",
        "measure",
        "cost",
        "limit",
        "1",
        "currency",
        "EUR",
        "period",
        "month",
        "provider_deployment_id",
        "pdp_budget_cost"
      )
    )
      .get("id")
      .asString();
    used("pdp_budget_cost", 2);
    await()
      .atMost(BOUND)
      .untilAsserted(() ->
        assertThat(
          body(KEY, "/budgets/" + id)
            .get("unpriced_quantity")
            .asString()
        ).isEqualTo("2")
      );

    String list = send("POST", "/price-lists", price("0.5", "2020-01-01T00:00:00Z", true))
      .get("id")
      .asString();
    await()
      .atMost(BOUND)
      .untilAsserted(() -> {
        JsonNode budget = body(KEY, "/budgets/" + id);
        assertThat(budget.get("used").asString()).isEqualTo("1");
        assertThat(budget.get("unpriced_quantity").asString()).isEqualTo("0");
        assertThat(budget.get("state").asString()).isEqualTo("exhausted");
      });
    send("POST", "/price-lists/" + list + "/versions", price("0.4", "2021-01-01T00:00:00Z", false));
    await()
      .atMost(BOUND)
      .untilAsserted(() ->
        assertThat(
          body(KEY, "/budgets/" + id)
            .get("state")
            .asString()
        ).isEqualTo("within")
      );
  }

  private void used(String deployment, int calls) throws Exception {
    for (int i = 0; i < calls; i++) {
      UsageRecorded call = call("tcl_" + deployment + i, deployment, 1, 1L + 2L * i);
      send(deployment, call);
      send(deployment, Records.completion(call, Outcome.SUCCEEDED, 2L + 2L * i));
    }
  }

  private List<String> types(String id) {
    return body(KEY, "/audit-events?object_id=" + id)
      .get("items")
      .valueStream()
      .map(event -> event.get("type").asString())
      .toList();
  }

  private static Map<String, Object> calls(String deployment) {
    return Map.of(
      "name",
      "Two calls",
      "measure",
      "calls",
      "limit",
      "2",
      "period",
      "month",
      "enforcement",
      "hard",
      "provider_deployment_id",
      deployment
    );
  }

  private static Map<String, Object> price(String price, String from, boolean named) {
    List<Object> prices = List.of(
      Map.of("provider_id", provider("pdp_budget_cost"), "meter", "tool_calls", "unit_price", price)
    );
    return named
      ? Map.of("name", "Budget", "currency", "EUR", "effective_from", from, "prices", prices)
      : Map.of("currency", "EUR", "effective_from", from, "prices", prices);
  }

  private JsonNode send(String method, String uri, Object body) {
    return Objects.requireNonNull(
      http(KEY)
        .method(HttpMethod.valueOf(method))
        .uri(uri)
        .bodyValue(body)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(JsonNode.class)
        .returnResult()
        .getResponseBody()
    );
  }
}
