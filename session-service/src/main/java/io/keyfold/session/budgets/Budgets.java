package io.keyfold.session.budgets;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import io.keyfold.schema.BudgetEnforcement;
import io.keyfold.session.resolve.Resolved;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Rejects calls and resolutions that exceed a budget. Reads this instance's view only, so a call is not delayed, and
 * calls that start before the state arrives here pass. Thread-safe.
 */
public final class Budgets {

  private final State view;
  private final LedgerSigns signs;
  private final BudgetProperties properties;
  private final Clock clock;
  private final Counter exhausted;
  private final Counter unknown;
  private final Counter shadowed;

  /**
   * Creates a check.
   *
   * @param view the view of budgets
   */
  Budgets(State view, LedgerSigns signs, BudgetProperties properties, Clock clock, MeterRegistry metrics) {
    this.view = view;
    this.signs = signs;
    this.properties = properties;
    this.clock = clock;
    this.exhausted = rejections("exhausted", metrics);
    this.unknown = rejections("unknown", metrics);
    this.shadowed = Counter.builder("keyfold.budgets.shadowed")
      .description("Calls and resolutions that passed an exhausted budget with shadow enforcement")
      .register(metrics);
  }

  private static Counter rejections(String reason, MeterRegistry metrics) {
    return Counter.builder("keyfold.budgets.rejections")
      .description("Calls and resolutions that a budget rejected")
      .tag("reason", reason)
      .register(metrics);
  }

  /**
   * Completes if no budget rejects the call. Errors with {@code budget_exceeded}, or with {@code unavailable} if it is
   * not known what is used of a budget that then rejects.
   *
   * @param user the tenant's user for whom the call is; null: none
   */
  public Mono<Void> admit(TenantId tenant, Resolved resolved, @Nullable String user) {
    return Mono.defer(() -> {
      Instant now = clock.instant();
      List<Budget> hard = of(tenant, resolved, user, BudgetEnforcement.HARD);
      Optional<Budget> full = hard
        .stream()
        .filter(budget -> budget.isExhausted(now))
        .findFirst();
      if (full.isPresent()) {
        exhausted.increment();
        return Mono.error(exceeded(full.get(), now));
      }
      Instant oldest = now.minus(properties.signTimeout());
      Optional<Budget> blind = hard
        .stream()
        .filter(budget -> budget.needsSign() && budget.updatedAt().isBefore(oldest) && signs.last().isBefore(oldest))
        .findFirst();
      if (blind.isPresent()) {
        unknown.increment();
        return Mono.error(unknown(blind.get()));
      }
      return Mono.empty();
    });
  }

  /** Counts a call that is made although a budget with shadow enforcement is exhausted. */
  public void passed(TenantId tenant, Resolved resolved, @Nullable String user) {
    Instant now = clock.instant();
    boolean any = of(tenant, resolved, user, BudgetEnforcement.SHADOW)
      .stream()
      .anyMatch(budget -> budget.isExhausted(now));
    if (any) {
      shadowed.increment();
    }
  }

  private List<Budget> of(TenantId tenant, Resolved resolved, @Nullable String user, BudgetEnforcement enforcement) {
    List<Budget> found = new ArrayList<>();
    view.scan(Scan.all(tenant, Budget.KIND), (id, budget) -> {
      if (budget.enforcement() == enforcement && budget.scope().counts(resolved, user)) {
        found.add(budget);
      }
      return true;
    });
    return found;
  }

  private static ApiException exceeded(Budget budget, Instant now) {
    Instant resetsAt = Optional.ofNullable(budget.exhaustedUntil()).orElse(now);
    return ApiException.about(
      ErrorCode.BUDGET_EXCEEDED,
      Budget.ENTITY,
      budget.id(),
      "The budget \"" + budget.name() + "\" is exhausted; resets_at is " + resetsAt,
      "Retry after " + resetsAt + ", or raise the limit of the budget"
    ).retryAfter(Duration.between(now, resetsAt));
  }

  private static ApiException unknown(Budget budget) {
    return ApiException.about(
      ErrorCode.UNAVAILABLE,
      Budget.ENTITY,
      budget.id(),
      "It is not known how much of the budget \"" +
        budget.name() +
        "\" is used, because ledger-service does not answer",
      "Retry later, or set when_unknown of the budget to allow"
    );
  }
}
