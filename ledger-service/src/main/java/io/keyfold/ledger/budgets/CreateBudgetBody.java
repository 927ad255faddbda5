package io.keyfold.ledger.budgets;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Request to create a budget. It counts all calls of the tenant, or those of one deployment, auth config, user or value
 * of the deployments' metadata.
 *
 * @param name display name
 * @param measure {@code calls}: tool calls; {@code cost}: their cost in the currency
 * @param limit the limit in a period, as a decimal number in text
 * @param currency currency of a cost, ISO 4217
 * @param providerDeploymentId counts the calls of this deployment
 * @param providerAuthConfigId counts the calls with this auth config
 * @param user counts the calls for this user
 * @param metadata counts the calls of deployments whose metadata has this one key with this value
 * @param period {@code day}, {@code week} or {@code month}; a week begins on Monday
 * @param timeZone time zone of the periods; {@code UTC} if omitted
 * @param thresholds whole percents of the limit that are announced when they are reached; 50, 80 and 100 if omitted
 * @param enforcement what happens to calls while the budget is exhausted; {@code none} if omitted
 * @param whenUnknown whether calls go on while it is not known how much is used; {@code allow} if omitted
 */
record CreateBudgetBody(
  String name,
  String measure,
  String limit,
  @Nullable String currency,
  @Nullable String providerDeploymentId,
  @Nullable String providerAuthConfigId,
  @Nullable String user,
  @Nullable Map<String, String> metadata,
  String period,
  @Nullable String timeZone,
  @Nullable List<Integer> thresholds,
  @Nullable String enforcement,
  @Nullable String whenUnknown
) {}
