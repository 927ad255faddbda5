package io.keyfold.ledger.budgets;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.ledger.testing.ApiEdge;
import io.keyfold.ledger.testing.Records;
import io.keyfold.ledger.testing.TestLedger;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.UsageRecorded;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;

class BudgetControllerTest extends ApiEdge {

  private static final String CALLS = """
  {"name":"Calls","measure":"calls","limit":"10","period":"day","time_zone":"Asia/Kathmandu"}""";
  private static final String COST = """
  {"name":"Cost","measure":"cost","limit":"1.5","currency":"EUR","period":"month","user":"u1","thresholds":[90,10,90]}""";

  BudgetControllerTest() {
    super(BudgetController.class);
  }

  @Test
  @Tag("promise-6")
  void aBudgetShowsWhatIsUsedInItsPeriod() {
    UsageRecorded call = Records.start("tcl_1/tool_calls", 1);
    context.getBean(TestLedger.class).write(call, Records.completion(call, Outcome.SUCCEEDED, 2));

    send("tnt_a", "POST", "/budgets", CALLS)
      .expectStatus()
      .isOk()
      .expectHeader()
      .valueEquals("ETag", "\"v1\"")
      .expectBody()
      .jsonPath("$.period_start")
      .isEqualTo("2026-11-21T18:15:00.000Z")
      .jsonPath("$.resets_at")
      .isEqualTo("2026-11-22T18:15:00.000Z")
      .jsonPath("$.used")
      .isEqualTo("1")
      .jsonPath("$.state")
      .isEqualTo("within")
      .jsonPath("$.thresholds.length()")
      .isEqualTo(3)
      .jsonPath("$.enforcement")
      .isEqualTo("none")
      .jsonPath("$.when_unknown")
      .isEqualTo("allow");
    String all = COST.replace(",\"user\":\"u1\"", "");
    send("tnt_a", "POST", "/budgets", all)
      .expectBody()
      .jsonPath("$.used")
      .isEqualTo("0")
      .jsonPath("$.unpriced_quantity")
      .isEqualTo("1")
      .jsonPath("$.thresholds")
      .value(thresholds -> assertThat(thresholds).isEqualTo(List.of(10, 90)));
    get("tnt_a", "/budgets").expectBody().jsonPath("$.items[?(@.measure == 'calls')].used").isEqualTo("1");
  }

  @Test
  void aBudgetIsChangedAndArchived() {
    String id = id(send("tnt_a", "POST", "/budgets", CALLS));

    send("tnt_a", "PATCH", "/budgets/" + id, "{\"limit\":\"20\",\"enforcement\":\"shadow\"}")
      .expectStatus()
      .isOk()
      .expectHeader()
      .valueEquals("ETag", "\"v2\"")
      .expectBody()
      .jsonPath("$.limit")
      .isEqualTo("20")
      .jsonPath("$.name")
      .isEqualTo("Calls")
      .jsonPath("$.would_have_rejected")
      .isEqualTo(0);
    send("tnt_a", "PATCH", "/budgets/" + id, "{\"limit\":\"1.5\"}")
      .expectStatus()
      .isBadRequest();
    send("tnt_a", "PATCH", "/budgets/" + id, "{\"period\":\"week\"}")
      .expectStatus()
      .isBadRequest();
    send("tnt_a", "DELETE", "/budgets/" + id, null)
      .expectStatus()
      .isOk()
      .expectBody()
      .jsonPath("$.status")
      .isEqualTo("archived")
      .jsonPath("$.state")
      .isEqualTo(null);
    send("tnt_a", "DELETE", "/budgets/" + id, null)
      .expectStatus()
      .isEqualTo(410);
    send("tnt_a", "PATCH", "/budgets/" + id, "{\"limit\":\"1\"}")
      .expectStatus()
      .isEqualTo(410);
    get("tnt_a", "/budgets").expectBody().jsonPath("$.items.length()").isEqualTo(0);
  }

  @Test
  @Tag("promise-2")
  void aRetriedCreationCreatesOneBudget() {
    for (int i = 0; i < 2; i++) {
      client
        .post()
        .uri("/budgets")
        .header("Idempotency-Key", "once")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(CALLS)
        .exchange()
        .expectStatus()
        .isOk();
    }

    get("tnt_a", "/budgets").expectBody().jsonPath("$.items.length()").isEqualTo(1);
  }

  @Test
  @Tag("promise-5")
  void anotherTenantsBudgetIsNeitherSeenNorChangedAndItsUsageDoesNotCount() {
    UsageRecorded call = Records.start("tcl_1/tool_calls", 1);
    context.getBean(TestLedger.class).write(call, Records.completion(call, Outcome.SUCCEEDED, 2));
    String id = id(send("tnt_a", "POST", "/budgets", CALLS));

    get("tnt_b", "/budgets").expectBody().jsonPath("$.items.length()").isEqualTo(0);
    get("tnt_b", "/budgets/" + id)
      .expectStatus()
      .isNotFound();
    send("tnt_b", "PATCH", "/budgets/" + id, "{\"limit\":\"1\"}")
      .expectStatus()
      .isNotFound();
    send("tnt_b", "DELETE", "/budgets/" + id, null)
      .expectStatus()
      .isNotFound();
    String scoped = CALLS.replace("}", ",\"provider_deployment_id\":\"pdp_1\"}");
    send("tnt_b", "POST", "/budgets", scoped).expectBody().jsonPath("$.used").isEqualTo("0");
  }

  @ParameterizedTest
  @CsvSource(
    delimiter = '|',
    value = {
      "\"1.5\"     | \"0\"             | limit",
      "\"1.5\"     | \"-1\"            | limit",
      "\"1.5\"     | \"1e3\"           | limit",
      "\"1.5\"     | 1.5               | limit",
      "\"1.5\"     | \"1234567890123\" | limit",
      "EUR         | EUX               | currency",
      "EUR         | eur               | currency",
      "cost        | calls             | limit",
      "month       | year              | period",
      "[90,10,90]  | [0]               | thresholds.0",
      "[90,10,90]  | [1001]            | thresholds.0",
      "[90,10,90]  | [1.5]             | thresholds.0",
      "[90,10,90]  | [1,2,3,4,5,6,7,8,9,10,11] | thresholds",
      "\"user\":\"u1\" | \"time_zone\":\"Mars/Olympus\" | time_zone",
      "\"user\":\"u1\" | \"time_zone\":\"+05:47\" | time_zone",
      "\"user\":\"u1\" | \"user\":\"u1\",\"provider_deployment_id\":\"pdp_1\" | user",
      "\"user\":\"u1\" | \"provider_deployment_id\":\"pdp 1\" | provider_deployment_id",
      "\"user\":\"u1\" | \"metadata\":{\"a\":\"b\",\"c\":\"d\"} | metadata",
      "\"user\":\"u1\" | \"metadata\":{} | metadata",
      "\"user\":\"u1\" | \"enforcement\":\"soft\" | enforcement",
      "Cost        | a\\u0000b         | name",
    }
  )
  void invalidInputNamesTheField(String from, String to, String field) {
    assertThat(COST).contains(from);
    send("tnt_a", "POST", "/budgets", COST.replace(from, to))
      .expectStatus()
      .isBadRequest()
      .expectBody()
      .jsonPath("$.errors[0].path")
      .value(path -> assertThat(path).isEqualTo(List.of(field.split("[.]"))));
  }
}
