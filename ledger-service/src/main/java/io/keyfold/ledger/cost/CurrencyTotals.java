package io.keyfold.ledger.cost;

import io.keyfold.ledger.usage.AsOf;
import io.keyfold.ledger.usage.Reports;
import io.keyfold.ledger.usage.UsageGroup;
import io.keyfold.ledger.usage.UsageQuery;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Adds up costs in one currency: the sum of {@code contracted_cost} of {@code GET /costs}.
 *
 * @param reports the ledger
 * @param priceLists the view of price lists
 */
public record CurrencyTotals(Reports reports, State priceLists) {
  /**
   * A sum.
   *
   * @param amount the cost of what has a price in the currency
   * @param unpriced the quantity without a price in the currency, which is not in the amount
   * @param asOf what is counted
   */
  public record Total(BigDecimal amount, BigDecimal unpriced, AsOf asOf) {}

  private record Part(@Nullable String currency, @Nullable BigDecimal amount, BigDecimal quantity) {
    boolean isIn(String wanted) {
      return amount != null && wanted.equals(currency);
    }
  }

  /** {@return the sum over all groups of the query} Errors as {@code GET /costs}. */
  public Mono<Total> of(TenantId tenant, UsageQuery query, String currency) {
    return new Costs(reports, priceLists).run(tenant, query, new CostFilters(Map.of()), (source, measures, asOf) -> {
      int column = UsageGroup.columns(query);
      List<Part> parts = source
        .groups(
          measures,
          row -> new Part(row.getString(column + 2), row.getBigDecimal(column + 8), row.getBigDecimal(column + 5)),
          asOf
        )
        .items();
      BigDecimal amount = parts
        .stream()
        .filter(part -> part.isIn(currency))
        .map(Part::amount)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
      BigDecimal unpriced = parts
        .stream()
        .filter(part -> !part.isIn(currency))
        .map(Part::quantity)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
      return new Total(amount, unpriced, asOf);
    });
  }
}
