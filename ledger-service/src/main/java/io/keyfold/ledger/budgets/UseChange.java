package io.keyfold.ledger.budgets;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a sum changes about a budget. Pure; the evaluator asks it whether to send a command, the decider which events
 * follow. So a sum that is recorded twice, late or by two instances has one effect.
 *
 * @param reached thresholds that are newly reached, in percent, ascending
 * @param exhausted whether it is exhausted now and was not before
 * @param released whether it was exhausted before and is not now
 */
public record UseChange(List<Integer> reached, boolean exhausted, boolean released) {
  private static final UseChange NOTHING = new UseChange(List.of(), false, false);
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** Copies the thresholds. */
  public UseChange {
    reached = List.copyOf(reached);
  }

  /** {@return whether nothing changes} */
  public boolean isNothing() {
    return reached.isEmpty() && !exhausted && !released;
  }

  /**
   * {@return what changes}
   *
   * @param period the period in which the amount was used
   * @param used what was used
   * @param basis what the sum counts; an older one than that of the recorded state changes nothing
   */
  public static UseChange of(Budget budget, Interval period, BigDecimal used, BudgetUse.Basis basis) {
    BudgetUse last = budget.use();
    boolean stale = last != null && last.start().isAfter(period.start());
    BudgetUse known = budget.use(period);
    if (budget.archivedAt() != null || stale || !basis.covers(known.basis())) {
      return NOTHING;
    }
    BigDecimal limit = budget.terms().limit();
    BigDecimal hundredfold = used.multiply(HUNDRED);
    List<Integer> reached = budget
      .terms()
      .thresholds()
      .stream()
      .filter(percent -> hundredfold.compareTo(limit.multiply(BigDecimal.valueOf(percent))) >= 0)
      .filter(percent -> !known.reached().contains(percent))
      .toList();
    boolean full = used.compareTo(limit) >= 0;
    boolean wasFull = known.exhaustedAt() != null;
    return new UseChange(reached, full && !wasFull, wasFull && !full);
  }
}
