package io.keyfold.ledger.cost;

import io.keyfold.ledger.usage.AsOf;
import io.keyfold.ledger.usage.Reports;
import io.keyfold.ledger.usage.UsageQuery;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * Adds up costs in one currency: the sum of {@code reporting_cost} of {@code GET /costs}.
 *
 * @param reports the ledger
 * @param priceLists the view of price lists
 */
public record CurrencyTotals(Reports reports, State priceLists) {
  /**
   * A sum.
   *
   * @param amount the cost of what has a price, converted with the tenant's exchange rates
   * @param unpriced the quantity without a price or an exchange rate, which is not in the amount
   * @param asOf what is counted
   * @param priceChanges number of changes of the price lists and exchange rates that are applied
   */
  public record Total(BigDecimal amount, BigDecimal unpriced, AsOf asOf, long priceChanges) {}

  private record Part(Optional<BigDecimal> amount, BigDecimal quantity) {}

  /** {@return the sum over all groups of the query} Errors as {@code GET /costs}. */
  public Mono<Total> of(TenantId tenant, UsageQuery query, String currency) {
    CostFilters all = new CostFilters(Map.of());
    return new Costs(reports, priceLists).run(
      tenant,
      query,
      all,
      Optional.of(currency),
      (source, measures, asOf, changes) -> {
        CostRows rows = new CostRows(query, source.buckets(), measures);
        List<Part> parts = source.groups(measures, row -> part(rows.read(row)), asOf).items();
        BigDecimal amount = parts
          .stream()
          .flatMap(part -> part.amount().stream())
          .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal unpriced = parts
          .stream()
          .filter(part -> part.amount().isEmpty())
          .map(Part::quantity)
          .reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Total(amount, unpriced, asOf, changes);
      }
    );
  }

  private static Part part(CostItem item) {
    return new Part(Optional.ofNullable(item.reportingCost()).map(BigDecimal::new), new BigDecimal(item.quantity()));
  }
}
