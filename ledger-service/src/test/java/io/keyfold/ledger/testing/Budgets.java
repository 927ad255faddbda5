package io.keyfold.ledger.testing;

import io.keyfold.ledger.commands.ArchiveBudget;
import io.keyfold.ledger.commands.CreateBudget;
import io.keyfold.ledger.commands.RecordBudgetUse;
import io.keyfold.ledger.commands.UpdateBudget;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.BudgetEnforcement;
import io.keyfold.schema.BudgetMeasure;
import io.keyfold.schema.BudgetPeriod;
import io.keyfold.schema.BudgetScope;
import io.keyfold.schema.BudgetTerms;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Commands on budgets for tests. */
public final class Budgets {

  private Budgets() {}

  /** {@return a hard budget of calls per day, for all calls of the tenant} */
  public static BudgetTerms calls(int limit) {
    return BudgetTerms.newBuilder()
      .setName("Calls")
      .setMeasure(BudgetMeasure.CALLS)
      .setLimit(new BigDecimal(limit).setScale(12))
      .setScope(BudgetScope.newBuilder().build())
      .setPeriod(BudgetPeriod.DAY)
      .setTimeZone("UTC")
      .setThresholds(List.of(50, 80, 100))
      .setEnforcement(BudgetEnforcement.HARD)
      .setRejectWhenUnknown(false)
      .build();
  }

  /** {@return a hard budget of cost per day, for all calls of the tenant} */
  public static BudgetTerms cost(String limit, String currency) {
    return BudgetTerms.newBuilder(calls(1))
      .setMeasure(BudgetMeasure.COST)
      .setLimit(new BigDecimal(limit).setScale(12))
      .setCurrency(currency)
      .build();
  }

  /** {@return the creation of a budget} */
  public static CreateBudget create(TenantId tenant, String id, BudgetTerms terms, Instant at) {
    return new CreateBudget(request(tenant, at).meta(id), terms);
  }

  /** {@return a change of a budget} */
  public static UpdateBudget update(TenantId tenant, String id, BudgetTerms terms, Instant at) {
    return new UpdateBudget(request(tenant, at).meta(id), terms);
  }

  /** {@return the archiving of a budget} */
  public static ArchiveBudget archive(TenantId tenant, String id, Instant at) {
    return new ArchiveBudget(request(tenant, at).meta(id));
  }

  /** {@return a record of what is used in a day, computed from these positions} */
  public static RecordBudgetUse used(TenantId tenant, String id, Instant day, String used, Long... positions) {
    return new RecordBudgetUse(
      request(tenant, day.plusSeconds(1)).meta(id),
      day,
      day.plusSeconds(86_400),
      new BigDecimal(used).setScale(21),
      List.of(positions),
      0L
    );
  }

  private static WriteRequest request(TenantId tenant, Instant at) {
    return WriteRequest.of(tenant, new Actor(ActorType.API_KEY, "key_1"), "req_1", at);
  }
}
