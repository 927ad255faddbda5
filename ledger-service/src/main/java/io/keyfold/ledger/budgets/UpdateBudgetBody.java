package io.keyfold.ledger.budgets;

import io.keyfold.platform.web.PatchField;
import java.util.List;

/**
 * Request to change a budget; omitted fields keep their value. What it counts and its period never change.
 *
 * @param name display name
 * @param limit the limit in a period, as a decimal number in text
 * @param thresholds whole percents of the limit that are announced when they are reached
 * @param enforcement what happens to calls while the budget is exhausted
 * @param whenUnknown whether calls go on while it is not known how much is used
 */
record UpdateBudgetBody(
  PatchField<String> name,
  PatchField<String> limit,
  PatchField<List<Integer>> thresholds,
  PatchField<String> enforcement,
  PatchField<String> whenUnknown
) {}
