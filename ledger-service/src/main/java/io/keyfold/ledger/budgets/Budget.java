package io.keyfold.ledger.budgets;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.Versioned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A budget.
 *
 * @param id starts with {@code bdg_}
 * @param version number of its events, from 1; the ETag
 * @param terms what it limits
 * @param use what was recorded about the last period in which something was; null if nothing was
 * @param createdAt creation time
 * @param updatedAt time of the last request that changed it
 * @param archivedAt when it was archived; null if it is active
 */
public record Budget(
  String id,
  long version,
  Terms terms,
  @Nullable BudgetUse use,
  Instant createdAt,
  Instant updatedAt,
  @Nullable Instant archivedAt
) implements Versioned {
  /** Type of the object in errors. */
  public static final String ENTITY = "budget";

  /** State kind of all budgets. */
  public static final Kind<Budget> KIND = new Kind<>("budget", Budget.class);

  /** Maximum number of active budgets of a tenant. */
  public static final int MAX_ACTIVE = 100;

  /** {@return the key of a budget} */
  public static Key<Budget> key(TenantId tenant, String id) {
    return new Key<>(tenant, KIND, id);
  }

  /** {@return the active budgets of a tenant, at most {@value #MAX_ACTIVE}} Reads from disk. */
  public static List<Budget> active(State state, TenantId tenant) {
    List<Budget> found = new ArrayList<>();
    state.scan(Scan.prefixed(TenantId.PLATFORM, ActiveBudget.KIND, tenant.value() + "/"), (id, active) -> {
      state.find(key(tenant, active.id())).ifPresent(found::add);
      return found.size() < MAX_ACTIVE;
    });
    return found;
  }

  /** {@return whether it is exhausted in the period} */
  public boolean isExhausted(Interval period) {
    return use != null && use.start().equals(period.start()) && use.exhaustedAt() != null;
  }

  /** {@return what was recorded in the period so far} */
  public BudgetUse use(Interval period) {
    return use != null && use.start().equals(period.start()) ? use : BudgetUse.begun(period);
  }

  Budget updated(long atVersion, Terms other, Instant at) {
    boolean sameLimit = other.limit().compareTo(terms.limit()) == 0;
    BudgetUse kept = sameLimit || use == null ? use : use.withoutThresholds();
    return new Budget(id, atVersion, other, kept, createdAt, at, archivedAt);
  }

  Budget used(long atVersion, BudgetUse other) {
    return new Budget(id, atVersion, terms, other, createdAt, updatedAt, archivedAt);
  }

  Budget archived(long atVersion, Instant at) {
    return new Budget(id, atVersion, terms, use, createdAt, at, at);
  }
}
