package io.keyfold.ledger.budgets;

import io.keyfold.schema.BudgetEnforcement;
import io.keyfold.schema.BudgetMeasure;
import io.keyfold.schema.BudgetPeriod;
import io.keyfold.schema.BudgetTerms;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a budget limits, and what follows.
 *
 * @param name display name
 * @param measure what is limited
 * @param limit number of calls, or an amount in the currency
 * @param currency currency of the limit; null if it is a number of calls
 * @param scope which operations count
 * @param period how often it begins anew
 * @param timeZone time zone of the periods
 * @param thresholds announced percents of the limit, ascending
 * @param enforcement what happens to calls while it is exhausted
 * @param rejectWhenUnknown whether a hard budget rejects calls while it is not known how much is used
 */
public record Terms(
  String name,
  BudgetMeasure measure,
  BigDecimal limit,
  @Nullable String currency,
  Scope scope,
  BudgetPeriod period,
  String timeZone,
  List<Integer> thresholds,
  BudgetEnforcement enforcement,
  boolean rejectWhenUnknown
) {
  /** Decimal places of a limit. */
  static final int SCALE = 12;

  /** Sets the scale, so that equal limits are equal objects, and copies the thresholds. */
  public Terms {
    limit = limit.setScale(SCALE, RoundingMode.UNNECESSARY);
    thresholds = List.copyOf(thresholds);
  }

  static Terms fromAvro(BudgetTerms terms) {
    return new Terms(
      terms.getName(),
      terms.getMeasure(),
      terms.getLimit(),
      terms.getCurrency(),
      Scope.fromAvro(terms.getScope()),
      terms.getPeriod(),
      terms.getTimeZone(),
      terms.getThresholds(),
      terms.getEnforcement(),
      terms.getRejectWhenUnknown()
    );
  }

  /** {@return the terms for commands and events} */
  public BudgetTerms toAvro() {
    return new BudgetTerms(
      name,
      measure,
      limit,
      currency,
      scope.toAvro(),
      period,
      timeZone,
      thresholds,
      enforcement,
      rejectWhenUnknown
    );
  }

  /** {@return whether calls are rejected while the ledger gives no sign of life} */
  boolean rejectsWithoutSign() {
    return rejectWhenUnknown && enforcement == BudgetEnforcement.HARD;
  }

  /** {@return whether this release can compute what is used; false for a measure or period of a newer release} */
  public boolean isKnown() {
    return measure != BudgetMeasure.UNKNOWN && period != BudgetPeriod.UNKNOWN;
  }

  /** {@return the period that contains the time; only if the terms are known} */
  public Interval interval(Instant at) {
    return Interval.of(period, ZoneId.of(timeZone), at);
  }
}
