package io.keyfold.ledger.budgets;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import java.util.List;

/**
 * An entry of the index of active budgets. It spans all tenants, so its entries belong to {@link TenantId#PLATFORM}: no
 * request can read it.
 *
 * @param tenant the budget's tenant
 * @param id the budget
 */
public record ActiveBudget(TenantId tenant, String id) {
  /** State kind of all active budgets, by tenant and id. */
  public static final Kind<ActiveBudget> KIND = new Kind<>("active_budget", ActiveBudget.class);

  /** State kind of those that reject calls while the ledger does not answer. */
  public static final Kind<ActiveBudget> REJECTING = new Kind<>("rejecting_budget", ActiveBudget.class);

  List<Change> put(Terms terms) {
    return List.of(
      new Change.Put<>(key(KIND), this),
      terms.rejectsWithoutSign() ? new Change.Put<>(key(REJECTING), this) : new Change.Delete(key(REJECTING))
    );
  }

  List<Change> delete() {
    return List.of(new Change.Delete(key(KIND)), new Change.Delete(key(REJECTING)));
  }

  private Key<ActiveBudget> key(Kind<ActiveBudget> kind) {
    return new Key<>(TenantId.PLATFORM, kind, tenant.value() + "/" + id);
  }
}
