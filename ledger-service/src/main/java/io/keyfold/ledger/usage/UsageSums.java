package io.keyfold.ledger.usage;

import io.keyfold.ledger.query.ListFilters;
import io.keyfold.platform.id.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import reactor.core.publisher.Mono;

/**
 * Adds up quantities: the sum of {@code quantity} of {@code GET /usage}.
 *
 * @param reports the ledger
 */
public record UsageSums(Reports reports) {
  /**
   * A sum.
   *
   * @param quantity the quantity
   * @param asOf what is counted
   */
  public record Total(BigDecimal quantity, AsOf asOf) {}

  /** {@return the sum over all groups of the query} Errors as {@code GET /usage}. */
  public Mono<Total> of(TenantId tenant, UsageQuery query) {
    return reports.run(tenant, query, source -> {
      int column = UsageGroup.columns(query);
      BigDecimal quantity = source
        .groups(new UsageMeasures(), row -> row.getBigDecimal(column + 1), source.asOf())
        .items()
        .stream()
        .reduce(BigDecimal.ZERO, BigDecimal::add);
      return new Total(quantity, source.asOf());
    });
  }

  /** {@return the number of operations of the query that began at or after the time} */
  public Mono<Long> since(TenantId tenant, UsageQuery query, Instant time) {
    return reports.run(tenant, query, source ->
      source
        .snapshot()
        .rows(
          source.operations(new UsageMeasures(), "count(*)").add("AND occurred_at >= ?", ListFilters.timestamp(time)),
          row -> row.getLong(1)
        )
        .getFirst()
    );
  }
}
