package io.keyfold.ledger.cost;

import static io.keyfold.ledger.testing.PriceLists.price;
import static io.keyfold.ledger.testing.PriceLists.terms;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.keyfold.ledger.store.RetainedFrom;
import io.keyfold.ledger.testing.PriceLists;
import io.keyfold.ledger.testing.Records;
import io.keyfold.schema.Price;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.Payer;
import io.keyfold.usage.UsageRecorded;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Prices that depend on the quantity of a month. */
@Tag("promise-6")
class TieredCostsTest extends CostEdge {

  private static final String NEVER = "2026-01-01T00:00:00Z";

  @Test
  void eachTierPricesItsPartOfTheMonth() {
    prices(PriceLists.tiered(price("prv_slack", null, "0.1", "0"), "1", false, "2", "0.4", "3", "0.2"));
    calls(6);

    // One is free, two cost 0.4, one costs 0.2, and the rest 0.1.
    get(COSTS).jsonPath("$.items[0].contracted_cost").isEqualTo("1.2").jsonPath("$.items[0].quantity").isEqualTo("6");
    assertThat(JsonPath.<List<String>>read(text(RECORDS), "$.items[*].contracted_cost")).containsExactlyInAnyOrder(
      "0",
      "0.4",
      "0.4",
      "0.2",
      "0.1",
      "0.1"
    );
  }

  @Test
  void theTierThatTheMonthReachesPricesAllOfIt() {
    prices(PriceLists.tiered(price("prv_slack", null, "0.1", "0"), "0", true, "2", "0.4", "4", "0.2"));
    calls(2);
    get(COSTS).jsonPath("$.items[0].contracted_cost").isEqualTo("0.8");
    calls(1);
    get(COSTS).jsonPath("$.items[0].contracted_cost").isEqualTo("0.6");
    calls(2);
    get(COSTS).jsonPath("$.items[0].contracted_cost").isEqualTo("0.5");
  }

  @Test
  void whatAFilterLeavesOutCountsForTheTiers() {
    prices(PriceLists.tiered(price("prv_slack", null, "0.1", "0"), "3", false));
    earlier("2026-11-01T00:00:00Z");
    earlier("2026-10-31T23:59:59Z");
    call("read", Outcome.SUCCEEDED, Payer.CUSTOMER);
    call("send", Outcome.SUCCEEDED, Payer.CUSTOMER);
    call("send", Outcome.SUCCEEDED, Payer.CUSTOMER);

    // The free three are one earlier in November, and one of each tool.
    get(COSTS + "&tool=send")
      .jsonPath("$.items[0].contracted_cost")
      .isEqualTo("0.1");
    get("/costs?from=2026-10-01T00:00:00Z&to=2026-12-01T00:00:00Z&granularity=month")
      .jsonPath("$.items[0].contracted_cost")
      .isEqualTo("0")
      .jsonPath("$.items[1].contracted_cost")
      .isEqualTo("0.1");
  }

  @Test
  void failedOperationsAndOtherAccountsDoNotCountForTheTiers() {
    prices(PriceLists.tiered(price("prv_slack", null, "0.1", "0.05"), "2", false));
    call("send", Outcome.FAILED, Payer.CUSTOMER);
    call("send", Outcome.TIMED_OUT, Payer.CUSTOMER);
    call("send", Outcome.SUCCEEDED, Payer.PLATFORM);
    call("send", Outcome.SUCCEEDED, Payer.CUSTOMER);
    call("send", Outcome.SUCCEEDED, Payer.CUSTOMER);

    get(COSTS)
      .jsonPath("$.items[?(@.payer=='customer' && @.unpriced_reason==null)].contracted_cost")
      .isEqualTo("0.05")
      .jsonPath("$.items[?(@.unpriced_reason=='outcome_unknown')].unpriced_quantity")
      .isEqualTo("1")
      .jsonPath("$.items[?(@.payer=='platform')].contracted_cost")
      .isEqualTo("0");
  }

  @Test
  void aToolWithAPriceOfItsOwnCountsForItself() {
    prices(
      PriceLists.tiered(price("prv_slack", null, "0.1", "0"), "1", false),
      PriceLists.tiered(price("prv_slack", "send", "0.5", "0"), "1", false)
    );
    for (String tool : new String[] { "send", "read", "list", "send" }) {
      call(tool, Outcome.SUCCEEDED, Payer.CUSTOMER);
    }

    get(COSTS + "&group_by=tool")
      .jsonPath("$.items[?(@.tool=='send')].contracted_cost")
      .isEqualTo("0.5")
      .jsonPath("$.items[?(@.tool=='read')].contracted_cost")
      .isEqualTo("0")
      .jsonPath("$.items[?(@.tool=='list')].contracted_cost")
      .isEqualTo("0.1");
  }

  @Test
  void withoutTheWholeMonthTheCostIsUnknown() {
    prices(PriceLists.tiered(price("prv_slack", null, "0.1", "0"), "1", false));
    calls(3);
    ledger()
      .writer()
      .change(connection -> {
        RetainedFrom.write(connection, Instant.parse("2026-11-15T00:00:00Z"));
        return true;
      });

    get(COSTS)
      .jsonPath("$.items[0].contracted_cost")
      .isEqualTo(null)
      .jsonPath("$.items[0].unpriced_quantity")
      .isEqualTo("3")
      .jsonPath("$.items[0].unpriced_reason")
      .isEqualTo("month_incomplete");
    get(COSTS + "&unpriced_reason=month_incomplete")
      .jsonPath("$.items.length()")
      .isEqualTo(1);
  }

  @Test
  void theUnitPriceIsThatOfItsPlaceInTheMonth() {
    prices(PriceLists.tiered(price("prv_slack", null, "0.1", "0"), "0", false, "1", "0.4"));
    calls(2);

    get(RECORDS)
      .jsonPath("$.items[?(@.contracted_cost=='0.4')].unit_price")
      .isEqualTo("0.4")
      .jsonPath("$.items[?(@.contracted_cost=='0.1')].unit_price")
      .isEqualTo("0.1");
  }

  private void prices(Price... prices) {
    list(TENANT, "prl_own", terms("EUR", NEVER, prices));
  }

  private void calls(int count) {
    for (int i = 0; i < count; i++) {
      call("send", Outcome.SUCCEEDED, Payer.CUSTOMER);
    }
  }

  private void earlier(String time) {
    UsageRecorded start = write(record("send").setPayer(Payer.CUSTOMER).setOccurredAt(Instant.parse(time)));
    ledger().write(Records.completion(start, Outcome.SUCCEEDED, ++sequence));
    folded();
  }
}
