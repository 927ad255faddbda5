package io.keyfold.ledger.cost;

import static io.keyfold.ledger.testing.PriceLists.price;
import static io.keyfold.ledger.testing.PriceLists.terms;

import com.jayway.jsonpath.JsonPath;
import io.keyfold.ledger.testing.ExchangeRates;
import io.keyfold.platform.id.TenantId;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.Payer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Costs in the tenant's currency. */
@Tag("promise-6")
class ReportingCurrencyTest extends CostEdge {

  private static final String IN_EUR = COSTS + "&reporting_currency=EUR";

  @BeforeEach
  void aCallInDollars() {
    list(TENANT, "prl_own", terms("USD", "2026-01-01T00:00:00Z", price("prv_slack", null, "0.03", "0")));
    call("send", Outcome.SUCCEEDED, Payer.CUSTOMER);
  }

  @Test
  void theRateOfTheOperationsTimeConvertsItsCost() {
    rate("xrt_1", "USD", "EUR", "0.5", "2026-11-01T00:00:00Z");
    // The second call is at 10:00:02.
    rate("xrt_2", "USD", "EUR", "0.9", "2026-11-22T10:00:02Z");
    call("send", Outcome.SUCCEEDED, Payer.CUSTOMER);

    get(IN_EUR)
      .jsonPath("$.items.length()")
      .isEqualTo(2)
      .jsonPath("$.items[0].reporting_currency")
      .isEqualTo("EUR")
      .jsonPath("$.items[0].contracted_cost")
      .isEqualTo("0.03")
      .jsonPath("$.items[0].reporting_cost")
      .isEqualTo("0.015")
      .jsonPath("$.items[0].exchange_rate")
      .isEqualTo("0.5")
      .jsonPath("$.items[0].exchange_rate_id")
      .isEqualTo("xrt_1")
      .jsonPath("$.items[0].exchange_rate_from")
      .isEqualTo("2026-11-01T00:00:00.000Z")
      .jsonPath("$.items[1].reporting_cost")
      .isEqualTo("0.027");
    get(RECORDS + "&reporting_currency=EUR&exchange_rate_id=xrt_2")
      .jsonPath("$.items.length()")
      .isEqualTo(1)
      .jsonPath("$.items[0].reporting_cost")
      .isEqualTo("0.027")
      .jsonPath("$.items[0].exchange_rate")
      .isEqualTo("0.9");
    get(COSTS).jsonPath("$.items.length()").isEqualTo(1).jsonPath("$.items[0].reporting_cost").isEqualTo(null);
  }

  @Test
  void withoutARateTheConvertedCostIsUnknown() {
    rate("xrt_1", "USD", "EUR", "0.5", "2026-12-01T00:00:00Z");
    rate("xrt_2", "USD", "CHF", "0.5", "2026-01-01T00:00:00Z");
    rate("xrt_3", "EUR", "USD", "2", "2026-01-01T00:00:00Z");

    get(IN_EUR)
      .jsonPath("$.items[0].contracted_cost")
      .isEqualTo("0.03")
      .jsonPath("$.items[0].reporting_cost")
      .isEqualTo(null)
      .jsonPath("$.items[0].exchange_rate")
      .isEqualTo(null);
    get(IN_EUR + "&exchange_rate_id=none")
      .jsonPath("$.items.length()")
      .isEqualTo(1);
  }

  @Test
  void aCostInTheReportingCurrencyIsTheSame() {
    get(COSTS + "&reporting_currency=USD")
      .jsonPath("$.items[0].reporting_cost")
      .isEqualTo("0.03")
      .jsonPath("$.items[0].exchange_rate")
      .isEqualTo("1")
      .jsonPath("$.items[0].exchange_rate_id")
      .isEqualTo(null);
  }

  @Test
  void aCorrectedRateChangesWhatWasShown() {
    rate("xrt_1", "USD", "EUR", "0.5", "2026-11-01T00:00:00Z");
    String before = text(IN_EUR);
    rate("xrt_2", "USD", "EUR", "0.6", "2026-11-01T00:00:00Z");

    get(IN_EUR).jsonPath("$.items[0].reporting_cost").isEqualTo("0.018");
    refused(IN_EUR + "&as_of=" + JsonPath.read(before, "$.as_of"));
  }

  @Test
  @Tag("promise-5")
  void anotherTenantsRateConvertsNothing() {
    append(ExchangeRates.set(new TenantId("tnt_b"), "xrt_b", "USD", "EUR", "0.5", "2026-11-01T00:00:00Z"));

    get(IN_EUR).jsonPath("$.items[0].reporting_cost").isEqualTo(null);
  }

  @Test
  void invalidParametersAreRejected() {
    refused(COSTS + "&reporting_currency=EUX");
    refused(COSTS + "&reporting_currency=EUR&reporting_currency=USD");
    refused(COSTS + "&exchange_rate_id=xrt_1");
  }

  private void rate(String id, String from, String to, String rate, String time) {
    append(ExchangeRates.set(TENANT, id, from, to, rate, time));
  }
}
