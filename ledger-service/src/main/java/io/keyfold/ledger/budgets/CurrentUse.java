package io.keyfold.ledger.budgets;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.id.TenantId;
import io.keyfold.schema.BudgetEnforcement;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The current period of a budget.
 *
 * @param period the period
 * @param sum what is used; null if this instance cannot compute it at the moment
 * @param wouldHaveRejected under {@code shadow}, calls and resolutions since the budget is exhausted; otherwise null
 */
record CurrentUse(Interval period, BudgetSums.@Nullable Sum sum, @Nullable Long wouldHaveRejected) {
  /** {@return the current period; empty for a budget that is archived or of a newer release} Never errors. */
  static Mono<CurrentUse> of(BudgetSums sums, TenantId tenant, Budget budget, Instant now) {
    Terms terms = budget.terms();
    if (budget.archivedAt() != null || !terms.isKnown()) {
      return Mono.empty();
    }
    Interval period = terms.interval(now);
    Mono<Optional<Long>> rejected = wouldHaveRejected(sums, tenant, budget, period);
    return (
      sums
        .of(tenant, terms, period)
        .zipWith(rejected, (sum, count) -> new CurrentUse(period, sum, count.orElse(null)))
        // The budget exists whether or not its use can be computed.
        .onErrorReturn(ApiException.class::isInstance, new CurrentUse(period, null, null))
    );
  }

  private static Mono<Optional<Long>> wouldHaveRejected(
    BudgetSums sums,
    TenantId tenant,
    Budget budget,
    Interval period
  ) {
    if (budget.terms().enforcement() != BudgetEnforcement.SHADOW) {
      return Mono.just(Optional.empty());
    }
    Instant since = budget.use(period).exhaustedAt();
    return since == null
      ? Mono.just(Optional.of(0L))
      : sums.since(tenant, budget.terms(), period, since).map(Optional::of);
  }
}
