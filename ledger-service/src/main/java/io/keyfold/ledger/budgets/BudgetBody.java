package io.keyfold.ledger.budgets;

import io.keyfold.ledger.query.Decimals;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A budget, with the current period.
 *
 * @param object always {@code budget}
 * @param id its id
 * @param status whether it is active or archived
 * @param name display name
 * @param measure what is limited: {@code calls} or {@code cost}
 * @param limit the limit in a period
 * @param currency currency of the limit; null if it is a number of calls
 * @param providerDeploymentId counts the calls of this deployment
 * @param providerAuthConfigId counts the calls with this auth config
 * @param user counts the calls for this user
 * @param metadata counts the calls of deployments whose metadata has this key with this value
 * @param period how often it begins anew
 * @param timeZone time zone of the periods
 * @param thresholds announced percents of the limit
 * @param enforcement what happens to calls while it is exhausted
 * @param whenUnknown whether calls go on while it is not known how much is used
 * @param periodStart start of the current period
 * @param resetsAt end of the current period
 * @param used what is used in the current period; null if it is not known at the moment
 * @param unpricedQuantity the quantity without a price or an exchange rate into the currency, which is not in {@code used}
 * @param state what calls are judged by: whether the use is within the limit or has exhausted it
 * @param exhaustedAt when it was exhausted
 * @param reachedThresholds announced percents that were reached in the current period
 * @param wouldHaveRejected under {@code shadow}: calls and resolutions since it is exhausted
 * @param completeUntil all operations that started before this time are in {@code used}; null if unknown
 * @param createdAt creation time
 * @param updatedAt time of the last request that changed it
 * @param archivedAt when it was archived; null if it is active
 */
record BudgetBody(
  String object,
  String id,
  String status,
  String name,
  String measure,
  String limit,
  @Nullable String currency,
  @Nullable String providerDeploymentId,
  @Nullable String providerAuthConfigId,
  @Nullable String user,
  @Nullable Map<String, String> metadata,
  String period,
  String timeZone,
  List<Integer> thresholds,
  String enforcement,
  String whenUnknown,
  @Nullable Instant periodStart,
  @Nullable Instant resetsAt,
  @Nullable String used,
  @Nullable String unpricedQuantity,
  @Nullable String state,
  @Nullable Instant exhaustedAt,
  List<Integer> reachedThresholds,
  @Nullable Long wouldHaveRejected,
  @Nullable Instant completeUntil,
  Instant createdAt,
  Instant updatedAt,
  @Nullable Instant archivedAt
) {
  static BudgetBody of(Budget budget, @Nullable CurrentUse current) {
    Terms terms = budget.terms();
    Map<String, String> metadata = terms.scope().metadata();
    BudgetSums.Sum sum = current == null ? null : current.sum();
    Interval period = current == null ? null : current.period();
    BudgetUse use = period == null ? null : budget.use(period);
    return new BudgetBody(
      Budget.ENTITY,
      budget.id(),
      status(budget),
      terms.name(),
      wire(terms.measure()),
      Decimals.text(terms.limit()),
      terms.currency(),
      terms.scope().deploymentId(),
      terms.scope().authConfigId(),
      terms.scope().user(),
      metadata.isEmpty() ? null : metadata,
      wire(terms.period()),
      terms.timeZone(),
      terms.thresholds(),
      wire(terms.enforcement()),
      terms.rejectWhenUnknown() ? "reject" : "allow",
      period == null ? null : period.start(),
      period == null ? null : period.end(),
      sum == null ? null : Decimals.text(sum.used()),
      sum == null ? null : Decimals.text(sum.unpriced()),
      use == null ? null : use.exhaustedAt() == null ? "within" : "exhausted",
      use == null ? null : use.exhaustedAt(),
      use == null ? List.of() : use.reached(),
      current == null ? null : current.wouldHaveRejected(),
      sum == null ? null : sum.completeUntil(),
      budget.createdAt(),
      budget.updatedAt(),
      budget.archivedAt()
    );
  }

  static String status(Budget budget) {
    return budget.archivedAt() == null ? "active" : "archived";
  }

  private static String wire(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
