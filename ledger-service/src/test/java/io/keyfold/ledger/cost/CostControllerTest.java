package io.keyfold.ledger.cost;

import static io.keyfold.ledger.testing.PriceLists.price;
import static io.keyfold.ledger.testing.PriceLists.terms;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.keyfold.ledger.testing.PriceLists;
import io.keyfold.ledger.testing.Records;
import io.keyfold.platform.id.TenantId;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.Payer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CostControllerTest extends CostEdge {

  @Test
  @Tag("promise-6")
  void withoutAPriceTheCostIsUnknownAndNotZero() {
    call("send", Outcome.SUCCEEDED, Payer.PLATFORM);

    get(COSTS)
      .jsonPath("$.items.length()")
      .isEqualTo(1)
      .jsonPath("$.items[0].contracted_cost")
      .isEqualTo(null)
      .jsonPath("$.items[0].list_cost")
      .isEqualTo(null)
      .jsonPath("$.items[0].billed_cost")
      .isEqualTo(null)
      .jsonPath("$.items[0].currency")
      .isEqualTo(null)
      .jsonPath("$.items[0].unpriced_quantity")
      .isEqualTo("1")
      .jsonPath("$.items[0].unpriced_reason")
      .isEqualTo("no_price");
  }

  @Test
  void theContractCountsAndTheListPriceIsShown() {
    call("send", Outcome.SUCCEEDED, Payer.CUSTOMER);
    call("send", Outcome.FAILED, Payer.CUSTOMER);
    list(TenantId.PLATFORM, "prl_list", terms("USD", "2026-01-01T00:00:00Z", price("prv_slack", null, "0.02", "0")));
    list(TENANT, "prl_own", terms("EUR", "2026-01-01T00:00:00Z", price("prv_slack", null, "0.015", "0.001")));

    get(COSTS)
      .jsonPath("$.object")
      .isEqualTo("costs")
      .jsonPath("$.items.length()")
      .isEqualTo(1)
      .jsonPath("$.items[0].price_source")
      .isEqualTo("contract")
      .jsonPath("$.items[0].contracted_cost")
      .isEqualTo("0.016")
      .jsonPath("$.items[0].currency")
      .isEqualTo("EUR")
      .jsonPath("$.items[0].list_cost")
      .isEqualTo("0.02")
      .jsonPath("$.items[0].list_currency")
      .isEqualTo("USD")
      .jsonPath("$.items[0].billed_cost")
      .isEqualTo("0")
      .jsonPath("$.items[0].quantity")
      .isEqualTo("2")
      .jsonPath("$.items[0].unpriced_quantity")
      .isEqualTo("0");
  }

  @Test
  void aToolsOwnPriceComesBeforeItsProviders() {
    call("send", Outcome.SUCCEEDED, Payer.PLATFORM);
    call("read", Outcome.SUCCEEDED, Payer.PLATFORM);
    list(
      TENANT,
      "prl_own",
      terms("EUR", "2026-01-01T00:00:00Z", price("prv_slack", null, "0.01", "0"), price("prv_slack", "send", "5", "0"))
    );

    get(COSTS + "&group_by=tool")
      .jsonPath("$.items[0].contracted_cost")
      .isEqualTo("0.01")
      .jsonPath("$.items[1].contracted_cost")
      .isEqualTo("5")
      .jsonPath("$.items[1].billed_cost")
      .isEqualTo("5");
  }

  @Test
  @Tag("promise-6")
  void whatMayHaveBeenDoneHasNoCostUnlessBothCostTheSame() {
    call("send", Outcome.TIMED_OUT, Payer.CUSTOMER);
    call("read", Outcome.TIMED_OUT, Payer.CUSTOMER);
    list(
      TENANT,
      "prl_own",
      terms("EUR", "2026-01-01T00:00:00Z", price("prv_slack", "send", "1", "0"), price("prv_slack", "read", "2", "2"))
    );

    get(COSTS + "&group_by=tool")
      .jsonPath("$.items[?(@.tool=='send')].unpriced_reason")
      .isEqualTo("outcome_unknown")
      .jsonPath("$.items[?(@.tool=='read')].contracted_cost")
      .isEqualTo("2");
  }

  @Test
  @Tag("promise-6")
  void aPriceChangeWithinABucketGivesTheRightSumOfBoth() {
    call("send", Outcome.SUCCEEDED, Payer.CUSTOMER);
    call("send", Outcome.SUCCEEDED, Payer.CUSTOMER);
    list(TENANT, "prl_own", terms("EUR", "2026-01-01T00:00:00Z", price("prv_slack", null, "1", "0")));
    // The first call is at 10:00:01.
    append(
      PriceLists.add(
        TENANT,
        "prl_own",
        terms("EUR", "2026-11-22T10:00:02Z", price("prv_slack", null, "3", "0")),
        Records.AT
      )
    );

    get(COSTS).jsonPath("$.items.length()").isEqualTo(1).jsonPath("$.items[0].contracted_cost").isEqualTo("4");
  }

  @Test
  @Tag("promise-6")
  void aLaterVersionWithAnEarlierDateChangesWhatWasShown() {
    call("send", Outcome.SUCCEEDED, Payer.CUSTOMER);
    list(TENANT, "prl_own", terms("EUR", "2026-06-01T00:00:00Z", price("prv_slack", null, "1", "0")));
    String before = text(COSTS);
    assertThat(JsonPath.<String>read(before, "$.items[0].contracted_cost")).isEqualTo("1");

    append(
      PriceLists.add(
        TENANT,
        "prl_own",
        terms("EUR", "2026-07-01T00:00:00Z", price("prv_slack", null, "0.7", "0")),
        Records.AT.plusSeconds(3600)
      )
    );

    get(COSTS).jsonPath("$.items[0].contracted_cost").isEqualTo("0.7");
    refused(COSTS + "&as_of=" + JsonPath.read(before, "$.as_of"));
  }

  @Test
  void anArchivedListPricesNothingFromThenOn() {
    call("send", Outcome.SUCCEEDED, Payer.CUSTOMER);
    call("send", Outcome.SUCCEEDED, Payer.CUSTOMER);
    list(TENANT, "prl_own", terms("EUR", "2026-01-01T00:00:00Z", price("prv_slack", null, "1", "0")));
    append(PriceLists.archive(TENANT, "prl_own", Records.AT.plusSeconds(2)));

    get(COSTS)
      .jsonPath("$.items[?(@.currency=='EUR')].contracted_cost")
      .isEqualTo("1")
      .jsonPath("$.items[?(@.unpriced_reason=='no_price')].unpriced_quantity")
      .isEqualTo("1");
  }

  @Test
  @Tag("promise-6")
  void recordsArePagedAndAddUpToTheirRow() {
    list(TENANT, "prl_own", terms("EUR", "2026-01-01T00:00:00Z", price("prv_slack", null, "0.000000000001", "0")));
    for (int i = 0; i < 7; i++) {
      call("send", Outcome.SUCCEEDED, Payer.PLATFORM);
    }
    String costs = text(COSTS);
    String asOf = "&as_of=" + JsonPath.read(costs, "$.as_of");
    BigDecimal sum = BigDecimal.ZERO;
    List<String> ids = new ArrayList<>();
    String after = "";
    boolean more = true;
    while (more) {
      String page = text(RECORDS + "&provider_deployment_id=pdp_1&without=user&currency=EUR&limit=3" + asOf + after);
      for (String cost : JsonPath.<List<String>>read(page, "$.items[*].contracted_cost")) {
        sum = sum.add(new BigDecimal(cost));
      }
      ids.addAll(JsonPath.<List<String>>read(page, "$.items[*].id"));
      after = "&after=" + ids.getLast();
      more = JsonPath.read(page, "$.pagination.has_more_after");
      // Recorded later, so not in the figure.
      call("send", Outcome.SUCCEEDED, Payer.PLATFORM);
    }

    assertThat(ids).hasSize(7).doesNotHaveDuplicates();
    assertThat(sum.toPlainString()).isEqualTo(JsonPath.<String>read(costs, "$.items[0].contracted_cost"));
    get(RECORDS + "&id=" + ids.getFirst())
      .jsonPath("$.items.length()")
      .isEqualTo(1)
      .jsonPath("$.items[0].price_list_id")
      .isEqualTo("prl_own")
      .jsonPath("$.items[0].price_list_version")
      .isEqualTo(1)
      .jsonPath("$.items[0].unit_price")
      .isEqualTo("0.000000000001");
    get(RECORDS + "&price_source=list&limit=3")
      .jsonPath("$.items")
      .isEmpty();
    get(RECORDS + "&without=tool")
      .jsonPath("$.items")
      .isEmpty();
  }

  @Test
  @Tag("promise-6")
  void theLargestAmountsAreExactAndLargerOnesAreRefused() {
    list(
      TENANT,
      "prl_own",
      terms(
        "EUR",
        "2026-01-01T00:00:00Z",
        price("prv_slack", null, "999999999999.999999999999", "999999999999.999999999999")
      )
    );
    write(record("send").setQuantity(new BigDecimal("99999.999999999")));

    get(COSTS).jsonPath("$.items[0].contracted_cost").isEqualTo(expected());

    write(record("send").setQuantity(new BigDecimal("12345678901234567890.000000000")));
    refused(COSTS);
  }

  private static String expected() {
    return new BigDecimal("99999.999999999").multiply(new BigDecimal("999999999999.999999999999")).toPlainString();
  }

  @Test
  @Tag("promise-5")
  void anotherTenantSeesNeitherCostsNorPrices() {
    call("send", Outcome.SUCCEEDED, Payer.CUSTOMER);
    list(new TenantId("tnt_b"), "prl_b", terms("EUR", "2026-01-01T00:00:00Z", price("prv_slack", null, "1", "0")));

    get(COSTS).jsonPath("$.items[0].unpriced_reason").isEqualTo("no_price");
    for (String uri : List.of(COSTS, COSTS + "&group_by=session,user", RECORDS, RECORDS + "&provider_id=prv_slack")) {
      client
        .get()
        .uri(uri)
        .header("Tenant", "tnt_b")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.items.length()")
        .isEqualTo(0);
    }
  }

  @ParameterizedTest
  @ValueSource(
    strings = {
      "/costs?price_source=free",
      "/costs?unpriced_reason=because",
      "/costs?without=colour",
      "/costs?without=metadata.",
      "/costs?group_by=colour",
      "/costs?granularity=week",
      "/costs?as_of=aso_!",
      "/costs?page=upg_x",
      "/costs?nope=1",
      "/costs/records?group_by=tool",
      "/costs/records?limit=101",
      "/costs/records?price_source=free",
      "/costs/records?from=yesterday",
    }
  )
  void invalidParametersAreRejected(String uri) {
    refused(uri);
  }

  @Test
  void hostileValuesAreOnlyValues() {
    call("send", Outcome.SUCCEEDED, Payer.CUSTOMER);
    for (String hostile : List.of("' OR 1=1 --", "EUR'; DROP TABLE ended; --")) {
      client
        .get()
        .uri(builder ->
          builder.path("/costs").queryParam("currency", "{v}").queryParam("unit", "{v}").build(hostile, hostile)
        )
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.items.length()")
        .isEqualTo(0);
    }
    get(COSTS).jsonPath("$.items.length()").isEqualTo(1);
  }
}
