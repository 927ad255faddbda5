package io.keyfold.ledger.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.ledger.testing.Records;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.UsageRecorded;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From a price list to the cost of a deployment, with a real broker. */
@Tag("kafka")
class CostIT extends RunningLedger {

  private static final String COSTS = "/costs?provider_deployment_id=pdp_cost&granularity=total";

  @Test
  @Tag("promise-1")
  @Tag("promise-3")
  @Tag("promise-5")
  @Tag("promise-6")
  void aPriceListPricesWhatWasUsedBeforeAndIsCorrectedLater() throws Exception {
    for (int i = 0; i < 3; i++) {
      UsageRecorded call = call("tcl_cost" + i, "pdp_cost", 1, 1L + 2L * i);
      send("pdp_cost", call);
      send("pdp_cost", Records.completion(call, i == 0 ? Outcome.FAILED : Outcome.SUCCEEDED, 2L + 2L * i));
    }
    assertThat(row().get("unpriced_reason").asString()).isEqualTo("no_price");

    String id = post("/price-lists", list("0.25", "2020-01-01T00:00:00Z")).get("id").asString();
    assertThat(row().get("contracted_cost").asString()).isEqualTo("0.5");
    assertThat(row().get("billed_cost").asString()).isEqualTo("0");
    JsonNode records = body(KEY, "/costs/records?provider_deployment_id=pdp_cost&currency=EUR").get("items");
    assertThat(records)
      .extracting(record -> record.get("contracted_cost").asString())
      .containsExactly("0", "0.25", "0.25");
    assertThat(body(OTHER_KEY, COSTS).get("items")).isEmpty();
    assertThat(body(OTHER_KEY, "/price-lists").get("items")).isEmpty();

    post("/price-lists/" + id + "/versions", version("0.2", "2021-01-01T00:00:00Z"));
    assertThat(row().get("contracted_cost").asString()).isEqualTo("0.4");
  }

  private JsonNode row() {
    JsonNode items = body(KEY, COSTS).get("items");
    assertThat(items).hasSize(1);
    return items.get(0);
  }

  private static Map<String, Object> version(String price, String from) {
    return Map.of(
      "currency",
      "EUR",
      "effective_from",
      from,
      "prices",
      List.of(Map.of("provider_id", provider("pdp_cost"), "meter", "tool_calls", "unit_price", price))
    );
  }

  private static Map<String, Object> list(String price, String from) {
    Map<String, Object> list = new HashMap<>(version(price, from));
    list.put("name", "Slack");
    return list;
  }

  private JsonNode post(String uri, Object body) {
    return Objects.requireNonNull(
      http(KEY)
        .post()
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
