package io.keyfold.ledger.budgets.evaluate;

import io.keyfold.ledger.budgets.Budget;
import io.keyfold.ledger.budgets.BudgetSums;
import io.keyfold.ledger.budgets.BudgetUse;
import io.keyfold.ledger.budgets.Interval;
import io.keyfold.ledger.budgets.UseChange;
import io.keyfold.ledger.commands.RecordBudgetUse;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.CommandLog;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.CommandMeta;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * Computes what is used of a tenant's budgets and records what is new. It decides nothing: the decider accepts a command
 * only if it tells something new, so any number of instances may evaluate. Blocks, for at most the timeouts of queries
 * and commands per budget.
 *
 * @param budgets the view of budgets
 * @param sums computes what is used
 * @param log receives the commands
 */
public record Evaluator(State budgets, BudgetSums sums, CommandLog log) {
  private static final Actor SELF = new Actor(ActorType.SERVICE, "ledger-service");
  private static final int SCALE = 21;

  /**
   * {@return when the next budget of the tenant begins a new period; empty if there is none}
   *
   * @throws ApiException if the use of a budget cannot be computed or recorded; the other budgets are evaluated
   */
  Optional<Instant> evaluate(TenantId tenant, Instant now) {
    Instant next = null;
    ApiException failure = null;
    for (Budget budget : Budget.active(budgets, tenant)) {
      if (budget.terms().isKnown()) {
        Interval period = budget.terms().interval(now);
        next = next == null || period.end().isBefore(next) ? period.end() : next;
        try {
          evaluate(tenant, budget, period, now).block();
        } catch (ApiException e) {
          failure = e;
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
    return Optional.ofNullable(next);
  }

  private Mono<Void> evaluate(TenantId tenant, Budget budget, Interval period, Instant now) {
    return sums
      .of(tenant, budget.terms(), period)
      .filter(sum -> !UseChange.of(budget, period, sum.used(), sum.basis()).isNothing())
      .flatMap(sum -> log.append(command(tenant, budget, period, sum, now)))
      // Another instance was first, or the budget was archived.
      .onErrorComplete(e -> ErrorCode.CONFLICT.isCodeOf(e) || ErrorCode.GONE.isCodeOf(e))
      .then();
  }

  private static RecordBudgetUse command(
    TenantId tenant,
    Budget budget,
    Interval period,
    BudgetSums.Sum sum,
    Instant now
  ) {
    BudgetUse.Basis basis = sum.basis();
    String cause = "%s %s %d %s %s".formatted(tenant, budget.id(), budget.version(), period.start(), sum.used());
    CommandMeta meta = CommandMeta.newBuilder(WriteRequest.ofService(tenant, SELF, now).meta(budget.id()))
      .setCommandId(UUID.nameUUIDFromBytes(cause.getBytes(StandardCharsets.UTF_8)))
      .build();
    BigDecimal used = sum.used().setScale(SCALE, RoundingMode.DOWN);
    return new RecordBudgetUse(meta, period.start(), period.end(), used, basis.positions(), basis.priceListChanges());
  }
}
