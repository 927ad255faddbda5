package io.keyfold.ledger.prices;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.keyfold.ledger.testing.ApiEdge;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;

class PriceListControllerTest extends ApiEdge {

  private static final String VERSION = """
  "currency":"EUR","effective_from":"2026-01-01T00:00:00Z",
  "prices":[{"provider_id":"prv_slack","meter":"tool_calls","unit_price":"0.0035"}]""";
  private static final String CONTRACT = "{\"name\":\"Slack\"," + VERSION + "}";
  private static final String LIST = "{\"kind\":\"list\",\"name\":\"Slack\"," + VERSION + "}";

  PriceListControllerTest() {
    super(PriceListController.class);
  }

  @Test
  void aListIsCreatedCorrectedAndArchived() {
    String id = id(send("tnt_a", "POST", "/price-lists", CONTRACT));
    send(
      "tnt_a",
      "POST",
      "/price-lists/" + id + "/versions",
      "{" + VERSION.replace("2026-01-01", "2025-01-01").replace("0.0035", "1.50") + "}"
    )
      .expectStatus()
      .isOk()
      .expectHeader()
      .valueEquals("ETag", "\"v2\"");

    get("tnt_a", "/price-lists/" + id + "/versions")
      .expectBody()
      .jsonPath("$.items.length()")
      .isEqualTo(2)
      .jsonPath("$.items[0].prices[0].unit_price")
      .isEqualTo("0.0035")
      .jsonPath("$.items[1].number")
      .isEqualTo(2)
      .jsonPath("$.items[1].prices[0].unit_price")
      .isEqualTo("1.5")
      .jsonPath("$.items[1].prices[0].failed_unit_price")
      .isEqualTo("0");
    send("tnt_a", "DELETE", "/price-lists/" + id, null)
      .expectStatus()
      .isOk()
      .expectBody()
      .jsonPath("$.status")
      .isEqualTo("archived")
      .jsonPath("$.newest_version")
      .isEqualTo(2);
    send("tnt_a", "POST", "/price-lists/" + id + "/versions", "{" + VERSION + "}")
      .expectStatus()
      .isEqualTo(410);
    send("tnt_a", "DELETE", "/price-lists/" + id, null)
      .expectStatus()
      .isEqualTo(410);
    get("tnt_a", "/price-lists").expectBody().jsonPath("$.items.length()").isEqualTo(0);
    get("tnt_a", "/price-lists?status=archived").expectBody().jsonPath("$.items.length()").isEqualTo(1);
  }

  @Test
  @Tag("promise-2")
  void aRetriedCreationCreatesOneList() {
    for (int i = 0; i < 2; i++) {
      client
        .post()
        .uri("/price-lists")
        .header("Idempotency-Key", "once")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(CONTRACT)
        .exchange()
        .expectStatus()
        .isOk();
    }

    get("tnt_a", "/price-lists").expectBody().jsonPath("$.items.length()").isEqualTo(1);
  }

  @Test
  @Tag("promise-5")
  void anotherTenantsContractIsNeitherSeenNorChanged() {
    String id = id(send("tnt_a", "POST", "/price-lists", CONTRACT));

    get("tnt_b", "/price-lists").expectBody().jsonPath("$.items.length()").isEqualTo(0);
    get("tnt_b", "/price-lists/" + id)
      .expectStatus()
      .isNotFound();
    get("tnt_b", "/price-lists/" + id + "/versions")
      .expectStatus()
      .isNotFound();
    send("tnt_b", "POST", "/price-lists/" + id + "/versions", "{" + VERSION + "}")
      .expectStatus()
      .isNotFound();
    send("tnt_b", "DELETE", "/price-lists/" + id, null)
      .expectStatus()
      .isNotFound();
  }

  @Test
  @Tag("promise-5")
  void listPricesAreSeenByAllAndChangedByTheOperatorOnly() {
    send("tnt_a", "POST", "/price-lists", LIST).expectStatus().isForbidden();
    String body = String.valueOf(
      client
        .post()
        .uri("/price-lists")
        .header("Operator", "yes")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(LIST)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(String.class)
        .returnResult()
        .getResponseBody()
    );
    String id = JsonPath.read(body, "$.id");

    get("tnt_b", "/price-lists?kind=list").expectBody().jsonPath("$.items[0].id").isEqualTo(id);
    get("tnt_b", "/price-lists?kind=contract").expectBody().jsonPath("$.items.length()").isEqualTo(0);
    get("tnt_b", "/price-lists/" + id + "/versions")
      .expectBody()
      .jsonPath("$.items.length()")
      .isEqualTo(1);
    send("tnt_b", "POST", "/price-lists/" + id + "/versions", "{" + VERSION + "}")
      .expectStatus()
      .isForbidden();
    send("tnt_b", "DELETE", "/price-lists/" + id, null)
      .expectStatus()
      .isForbidden();
  }

  @ParameterizedTest
  @CsvSource(
    delimiter = '|',
    value = {
      "EUR                  | EUX                  | currency",
      "EUR                  | eur                  | currency",
      "0.0035               | 1e3                  | prices.0.unit_price",
      "0.0035               | -1                   | prices.0.unit_price",
      "0.0035               | 1,5                  | prices.0.unit_price",
      "0.0035               | 1234567890123        | prices.0.unit_price",
      "0.0035               | 0.1234567890123      | prices.0.unit_price",
      "2026-01-01T00:00:00Z | yesterday            | effective_from",
      "2026-01-01T00:00:00Z | 1999-12-31T00:00:00Z | effective_from",
      "2026-01-01T00:00:00Z | 9999-12-31T00:00:00Z | effective_from",
      "tool_calls           | Tool Calls           | prices.0.meter",
      "prv_slack            | prv slack            | prices.0.provider_id",
      "Slack                | a\\u0000b            | name",
    }
  )
  void invalidInputNamesTheField(String from, String to, String field) {
    send("tnt_a", "POST", "/price-lists", CONTRACT.replace(from, to))
      .expectStatus()
      .isBadRequest()
      .expectBody()
      .jsonPath("$.errors[0].path")
      .value(path -> assertThat(path).isEqualTo(List.of(field.split("[.]"))));
  }

  @Test
  void tiersAndAFreeQuotaAreKept() {
    String id = id(
      send(
        "tnt_a",
        "POST",
        "/price-lists",
        tiered(
          """
          "free_quota":"100","tier_mode":"volume","tiers":[{"up_to":"1000.50","unit_price":"0.003"}]"""
        )
      )
    );

    get("tnt_a", "/price-lists/" + id + "/versions")
      .expectBody()
      .jsonPath("$.items[0].prices[0].free_quota")
      .isEqualTo("100")
      .jsonPath("$.items[0].prices[0].tier_mode")
      .isEqualTo("volume")
      .jsonPath("$.items[0].prices[0].tiers[0].up_to")
      .isEqualTo("1000.5")
      .jsonPath("$.items[0].prices[0].tiers[0].unit_price")
      .isEqualTo("0.003");
  }

  @ParameterizedTest
  @CsvSource(
    delimiter = '|',
    quoteCharacter = '`',
    value = {
      "'tiers':[{'up_to':'0','unit_price':'1'}]                                  | tiers.0.up_to",
      "'tiers':[{'up_to':'5','unit_price':'1'},{'up_to':'5','unit_price':'2'}]   | tiers.1.up_to",
      "'tiers':[{'up_to':'5','unit_price':'1'},{'up_to':'4.9','unit_price':'2'}] | tiers.1.up_to",
      "'tiers':[{'up_to':'5','unit_price':'-1'}]                                 | tiers.0.unit_price",
      "'tiers':[{'up_to':'5'}]                                                   | tiers.0.unit_price",
      "'tier_mode':'volume'                                                      | tier_mode",
      "'tier_mode':'stairs','tiers':[{'up_to':'5','unit_price':'1'}]             | tier_mode",
      "'free_quota':'-1'                                                         | free_quota",
      "'free_quota':'1e9'                                                        | free_quota",
    }
  )
  void invalidTiersNameTheField(String fields, String field) {
    send("tnt_a", "POST", "/price-lists", tiered(fields.replace("'", "\"")))
      .expectStatus()
      .isBadRequest()
      .expectBody()
      .jsonPath("$.errors[0].path")
      .value(path -> assertThat(path).isEqualTo(List.of(("prices.0." + field).split("[.]"))));
  }

  private static String tiered(String fields) {
    return CONTRACT.replace("\"0.0035\"", "\"0.0035\"," + fields);
  }

  @Test
  void aNumberIsNoAmount() {
    send("tnt_a", "POST", "/price-lists", CONTRACT.replace("\"0.0035\"", "0.0035")).expectStatus().isBadRequest();
  }

  @Test
  void onePriceForTheSameThing() {
    String twice = CONTRACT.replace(
      "}]",
      "},{\"provider_id\":\"prv_slack\",\"meter\":\"tool_calls\",\"unit_price\":\"1\"}]"
    );
    send("tnt_a", "POST", "/price-lists", twice)
      .expectStatus()
      .isBadRequest()
      .expectBody()
      .jsonPath("$.errors[0].path[1]")
      .isEqualTo("1");
  }
}
