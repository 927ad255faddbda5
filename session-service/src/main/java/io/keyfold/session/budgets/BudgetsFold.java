package io.keyfold.session.budgets;

import io.keyfold.ledger.events.BudgetArchived;
import io.keyfold.ledger.events.BudgetCreated;
import io.keyfold.ledger.events.BudgetEvent;
import io.keyfold.ledger.events.BudgetExhausted;
import io.keyfold.ledger.events.BudgetReleased;
import io.keyfold.ledger.events.BudgetThresholdReached;
import io.keyfold.ledger.events.BudgetUpdated;
import io.keyfold.ledger.events.LedgerEvent;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.State;
import io.keyfold.schema.EventMeta;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** Folds active budgets: at most as many as a tenant may have. */
public final class BudgetsFold implements Fold<LedgerEvent> {

  @Override
  public List<Change> apply(LedgerEvent event, State state) {
    return event instanceof BudgetEvent own ? apply(own, state) : List.of();
  }

  private static List<Change> apply(BudgetEvent event, State state) {
    EventMeta meta = event.getMeta();
    long version = meta.getVersion();
    Instant at = meta.getRecordedAt();
    return switch (event) {
      case BudgetCreated created -> state.hasPassed(key(meta), version)
        ? List.of()
        : List.of(new Change.Put<>(key(meta), Budget.of(meta.getObjectId(), version, created.getTerms(), null, at)));
      case BudgetUpdated updated -> changed(meta, state, known -> known.updated(version, updated.getTerms(), at));
      case BudgetArchived _ -> state.find(key(meta)).isPresent() ? List.of(new Change.Delete(key(meta))) : List.of();
      case BudgetThresholdReached _ -> changed(meta, state, known -> known.used(version, known.exhaustedUntil(), at));
      case BudgetExhausted exhausted -> changed(meta, state, known -> known.used(version, exhausted.getResetsAt(), at));
      case BudgetReleased _ -> changed(meta, state, known -> known.used(version, null, at));
    };
  }

  private static List<Change> changed(EventMeta meta, State state, UnaryOperator<Budget> change) {
    return state
      .findBefore(key(meta), meta.getVersion())
      .<List<Change>>map(known -> List.of(new Change.Put<>(key(meta), change.apply(known))))
      .orElse(List.of());
  }

  private static Key<Budget> key(EventMeta meta) {
    return Budget.key(new TenantId(meta.getTenantId()), meta.getObjectId());
  }
}
