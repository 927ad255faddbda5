package io.keyfold.ledger.decide;

import io.keyfold.ledger.budgets.Budget;
import io.keyfold.ledger.budgets.BudgetUse;
import io.keyfold.ledger.budgets.Interval;
import io.keyfold.ledger.budgets.UseChange;
import io.keyfold.ledger.commands.ArchiveBudget;
import io.keyfold.ledger.commands.BudgetCommand;
import io.keyfold.ledger.commands.CreateBudget;
import io.keyfold.ledger.commands.RecordBudgetUse;
import io.keyfold.ledger.commands.UpdateBudget;
import io.keyfold.ledger.events.BudgetArchived;
import io.keyfold.ledger.events.BudgetCreated;
import io.keyfold.ledger.events.BudgetUpdated;
import io.keyfold.ledger.events.LedgerEvent;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.platform.log.Guards;
import io.keyfold.platform.log.Rejection;
import io.keyfold.platform.log.State;
import io.keyfold.schema.CommandMeta;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Decides commands on budgets. */
final class BudgetDecisions {

  private static final Guards.Changeable<Budget> CHANGEABLE = new Guards.Changeable<>(
    Budget.ENTITY,
    budget -> budget.archivedAt() == null,
    "The budget is archived"
  );

  private BudgetDecisions() {}

  static Decision<LedgerEvent> decide(BudgetCommand command, State state) {
    return switch (command) {
      case CreateBudget create -> create(create, state);
      case UpdateBudget update -> change(update.getMeta(), state, known ->
        Decision.accept(new BudgetUpdated(EventMetas.of(update.getMeta(), known.version() + 1), update.getTerms()))
      );
      case ArchiveBudget archive -> change(archive.getMeta(), state, known ->
        Decision.accept(new BudgetArchived(EventMetas.of(archive.getMeta(), known.version() + 1)))
      );
      case RecordBudgetUse record -> change(record.getMeta(), state, known -> use(record, known));
    };
  }

  private static Decision<LedgerEvent> create(CreateBudget command, State state) {
    CommandMeta meta = command.getMeta();
    if (find(meta, state).isPresent()) {
      return Decision.reject(Guards.exists(Budget.ENTITY));
    }
    if (Budget.active(state, new TenantId(meta.getTenantId())).size() >= Budget.MAX_ACTIVE) {
      return reject(ErrorCode.CONFLICT, "There are " + Budget.MAX_ACTIVE + " budgets: archive one");
    }
    return Decision.accept(new BudgetCreated(EventMetas.of(meta, 1), command.getTerms()));
  }

  /** Several instances may have computed the same; what is recorded already is not recorded again. */
  private static Decision<LedgerEvent> use(RecordBudgetUse command, Budget known) {
    Interval period = new Interval(command.getPeriodStart(), command.getResetsAt());
    var basis = new BudgetUse.Basis(command.getPositions(), command.getPriceListChanges());
    UseChange change = UseChange.of(known, period, command.getUsed(), basis);
    List<LedgerEvent> events = BudgetUseEvents.of(command, known, change);
    return events.isEmpty()
      ? reject(ErrorCode.CONFLICT, "Nothing is new about the budget")
      : new Decision.Accepted<>(events);
  }

  private static Decision<LedgerEvent> change(
    CommandMeta meta,
    State state,
    Function<Budget, Decision<LedgerEvent>> decision
  ) {
    return CHANGEABLE.change(meta, find(meta, state), decision);
  }

  private static Optional<Budget> find(CommandMeta meta, State state) {
    return state.find(Budget.key(new TenantId(meta.getTenantId()), meta.getObjectId()));
  }

  private static Decision<LedgerEvent> reject(ErrorCode code, String message) {
    return Decision.reject(Rejection.of(code, message));
  }
}
