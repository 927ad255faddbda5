package io.keyfold.ledger.budgets;

import io.keyfold.ledger.cost.CurrencyTotals;
import io.keyfold.ledger.store.Positions;
import io.keyfold.ledger.usage.AsOf;
import io.keyfold.ledger.usage.Dimension;
import io.keyfold.ledger.usage.Granularity;
import io.keyfold.ledger.usage.Reports;
import io.keyfold.ledger.usage.UsageQuery;
import io.keyfold.ledger.usage.UsageSums;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Computes what is used of budgets, as {@code GET /usage} and {@code GET /costs} do. Thread-safe.
 *
 * @param reports the ledger
 * @param priceLists the view of price lists
 */
public record BudgetSums(Reports reports, State priceLists) {
  /** What calls are counted by. Resolutions of credentials are no calls. */
  private static final String CALLS = "tool_calls";

  /**
   * What is used of a budget in a period.
   *
   * @param used number of calls, or an amount in the budget's currency
   * @param unpriced the quantity without a price or an exchange rate into this currency, which is not in {@code used}
   * @param basis what is counted
   * @param completeUntil all operations that started before this time are counted; null if unknown
   */
  public record Sum(BigDecimal used, BigDecimal unpriced, BudgetUse.Basis basis, @Nullable Instant completeUntil) {}

  /** {@return what is used in the period} Errors as {@code GET /usage} and {@code GET /costs}. */
  public Mono<Sum> of(TenantId tenant, Terms terms, Interval period) {
    return switch (terms.measure()) {
      case CALLS -> new UsageSums(reports)
        .of(tenant, query(terms, period, Map.of(Dimension.METER, List.of(CALLS))))
        .map(total -> sum(total.quantity(), BigDecimal.ZERO, total.asOf(), 0));
      case COST -> cost(tenant, terms, period);
      case UNKNOWN -> Mono.error(() -> new IllegalArgumentException("a measure of a newer release"));
    };
  }

  private Mono<Sum> cost(TenantId tenant, Terms terms, Interval period) {
    return new CurrencyTotals(reports, priceLists)
      .of(tenant, query(terms, period, Map.of()), Objects.requireNonNull(terms.currency()))
      .map(total -> sum(total.amount(), total.unpriced(), total.asOf(), total.priceChanges()));
  }

  private static Sum sum(BigDecimal used, BigDecimal unpriced, AsOf asOf, long changes) {
    var basis = new BudgetUse.Basis(Positions.list(asOf.positions()), changes);
    return new Sum(used, unpriced, basis, asOf.completeUntil());
  }

  /** {@return the number of calls and resolutions in the period since the time} */
  public Mono<Long> since(TenantId tenant, Terms terms, Interval period, Instant time) {
    return new UsageSums(reports).since(tenant, query(terms, period, Map.of()), time);
  }

  private static UsageQuery query(Terms terms, Interval period, Map<Dimension, List<Object>> further) {
    Map<Dimension, List<Object>> filters = new TreeMap<>(terms.scope().filters());
    filters.putAll(further);
    Map<String, List<String>> metadata = new TreeMap<>();
    terms
      .scope()
      .metadata()
      .forEach((key, value) -> metadata.put(key, List.of(value)));
    return new UsageQuery(
      period.start(),
      period.end(),
      Granularity.TOTAL,
      ZoneOffset.UTC,
      Set.of(),
      List.of(),
      filters,
      metadata,
      Set.of(),
      Set.of(),
      Optional.empty(),
      0,
      null
    );
  }
}
