package io.keyfold.ledger.cost;

import io.keyfold.ledger.prices.TenantPrices;
import io.keyfold.ledger.usage.AsOf;
import io.keyfold.ledger.usage.ReportSource;
import io.keyfold.ledger.usage.Reports;
import io.keyfold.ledger.usage.UsageQuery;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * Computes costs: usage joined with the price lists as they are now, so a corrected price list changes earlier costs.
 *
 * @param reports the ledger
 * @param priceLists the view of price lists
 */
record Costs(Reports reports, State priceLists) {
  /** Computes a result. */
  @FunctionalInterface
  interface Work<T> {
    /**
     * {@return the result} May block.
     *
     * @param priceChanges number of changes of the price lists and exchange rates that the measures have
     */
    T of(ReportSource source, CostMeasures measures, AsOf asOf, long priceChanges);
  }

  /**
   * {@return the result of the work} Errors with {@code invalid_data} if the query's {@code as_of} is of other price lists.
   */
  <T> Mono<T> run(
    TenantId tenant,
    UsageQuery query,
    CostFilters filters,
    Optional<String> reportingCurrency,
    Work<T> work
  ) {
    return reports.run(tenant, query, source -> {
      TenantPrices prices = TenantPrices.read(tenant, priceLists);
      AsOf asOf = source.asOf().withPrices(prices.fingerprint());
      AsOf sent = query.asOf();
      if (sent != null && sent.prices() != 0 && sent.prices() != asOf.prices()) {
        throw ApiException.invalid(
          "conflict",
          "A price list has changed since: repeat the request without as_of and page",
          "as_of"
        );
      }
      CostMeasures measures = CostMeasures.of(prices, query, filters, source.retainedFrom()).in(
        reportingCurrency.map(currency -> Conversion.of(tenant, priceLists, currency, query))
      );
      return work.of(source, measures, asOf, prices.changes());
    });
  }
}
