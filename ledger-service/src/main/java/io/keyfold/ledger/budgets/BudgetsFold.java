package io.keyfold.ledger.budgets;

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
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Folds budgets. The budget comes last in each event's changes, since its version marks them. */
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
      case BudgetCreated created -> created(created, state);
      case BudgetUpdated updated -> {
        Terms terms = Terms.fromAvro(updated.getTerms());
        yield changed(meta, state, active(meta).put(terms), known -> known.updated(version, terms, at));
      }
      case BudgetArchived _ -> changed(meta, state, active(meta).delete(), known -> known.archived(version, at));
      case BudgetThresholdReached reached -> changed(meta, state, List.of(), known -> {
        Interval period = new Interval(reached.getPeriodStart(), reached.getResetsAt());
        return known.used(version, known.use(period).with(reached.getThreshold()));
      });
      case BudgetExhausted exhausted -> changed(meta, state, List.of(), known -> {
        Interval period = new Interval(exhausted.getPeriodStart(), exhausted.getResetsAt());
        var basis = new BudgetUse.Basis(exhausted.getPositions(), exhausted.getPriceListChanges());
        return known.used(version, known.use(period).exhausted(at, basis));
      });
      case BudgetReleased released -> changed(meta, state, List.of(), known -> {
        Interval period = new Interval(released.getPeriodStart(), released.getResetsAt());
        var basis = new BudgetUse.Basis(released.getPositions(), released.getPriceListChanges());
        return known.used(version, known.use(period).exhausted(null, basis));
      });
    };
  }

  private static List<Change> created(BudgetCreated event, State state) {
    EventMeta meta = event.getMeta();
    Key<Budget> key = key(meta);
    if (state.hasPassed(key, meta.getVersion())) {
      return List.of();
    }
    Terms terms = Terms.fromAvro(event.getTerms());
    Instant at = meta.getRecordedAt();
    List<Change> changes = new ArrayList<>(active(meta).put(terms));
    changes.add(new Change.Put<>(key, new Budget(meta.getObjectId(), meta.getVersion(), terms, null, at, at, null)));
    return changes;
  }

  private static List<Change> changed(EventMeta meta, State state, List<Change> index, UnaryOperator<Budget> change) {
    List<Change> changes = new ArrayList<>();
    state.findBefore(key(meta), meta.getVersion()).ifPresent(known -> {
      changes.addAll(index);
      changes.add(new Change.Put<>(key(meta), change.apply(known)));
    });
    return changes;
  }

  private static Key<Budget> key(EventMeta meta) {
    return Budget.key(new TenantId(meta.getTenantId()), meta.getObjectId());
  }

  private static ActiveBudget active(EventMeta meta) {
    return new ActiveBudget(new TenantId(meta.getTenantId()), meta.getObjectId());
  }
}
