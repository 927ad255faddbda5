package io.keyfold.session.budgets;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Versioned;
import io.keyfold.schema.BudgetEnforcement;
import io.keyfold.schema.BudgetTerms;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An active budget, with what calls are judged by. Archived ones are removed.
 *
 * @param id its id
 * @param version version of its last event
 * @param name display name
 * @param scope which calls it counts
 * @param enforcement what happens to calls while it is exhausted
 * @param rejectWhenUnknown whether a hard budget rejects calls while the ledger gives no sign of life
 * @param exhaustedUntil end of the period in which it is exhausted; null if it is not
 * @param updatedAt time of its last event, which is a sign of life too
 */
record Budget(
  String id,
  long version,
  String name,
  Scope scope,
  BudgetEnforcement enforcement,
  boolean rejectWhenUnknown,
  @Nullable Instant exhaustedUntil,
  Instant updatedAt
) implements Versioned {
  /** Type of the object in errors. */
  static final String ENTITY = "budget";

  /** State kind of active budgets. */
  static final Kind<Budget> KIND = new Kind<>("budget", Budget.class);

  static Key<Budget> key(TenantId tenant, String id) {
    return new Key<>(tenant, KIND, id);
  }

  static Budget of(String id, long version, BudgetTerms terms, @Nullable Instant exhaustedUntil, Instant at) {
    return new Budget(
      id,
      version,
      terms.getName(),
      Scope.of(terms.getScope()),
      terms.getEnforcement(),
      terms.getRejectWhenUnknown(),
      exhaustedUntil,
      at
    );
  }

  Budget updated(long atVersion, BudgetTerms terms, Instant at) {
    return of(id, atVersion, terms, exhaustedUntil, at);
  }

  Budget used(long atVersion, @Nullable Instant newExhaustedUntil, Instant at) {
    return new Budget(id, atVersion, name, scope, enforcement, rejectWhenUnknown, newExhaustedUntil, at);
  }

  /** {@return whether it is exhausted} A new period begins on time, also while the ledger is down. */
  boolean isExhausted(Instant now) {
    return exhaustedUntil != null && now.isBefore(exhaustedUntil);
  }

  boolean needsSign() {
    return rejectWhenUnknown && enforcement == BudgetEnforcement.HARD;
  }
}
