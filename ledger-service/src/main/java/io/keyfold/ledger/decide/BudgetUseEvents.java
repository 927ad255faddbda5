package io.keyfold.ledger.decide;

import io.keyfold.ledger.budgets.Budget;
import io.keyfold.ledger.budgets.UseChange;
import io.keyfold.ledger.commands.RecordBudgetUse;
import io.keyfold.ledger.events.BudgetExhausted;
import io.keyfold.ledger.events.BudgetReleased;
import io.keyfold.ledger.events.BudgetThresholdReached;
import io.keyfold.ledger.events.LedgerEvent;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.schema.EventMeta;
import java.util.ArrayList;
import java.util.List;

/**
 * The events of what is used of a budget.
 *
 * @param command the command that records it
 * @param known the budget before
 */
record BudgetUseEvents(RecordBudgetUse command, Budget known) {
  static List<LedgerEvent> of(RecordBudgetUse command, Budget known, UseChange change) {
    BudgetUseEvents builder = new BudgetUseEvents(command, known);
    List<LedgerEvent> events = new ArrayList<>();
    change.reached().forEach(percent -> events.add(builder.reached(percent, events.size())));
    if (change.exhausted()) {
      events.add(builder.exhausted(events.size()));
    }
    if (change.released()) {
      events.add(builder.released(events.size()));
    }
    return events;
  }

  private LedgerEvent reached(int percent, int index) {
    return new BudgetThresholdReached(
      meta(index),
      percent,
      command.getPeriodStart(),
      command.getResetsAt(),
      command.getUsed(),
      known.terms().toAvro()
    );
  }

  private LedgerEvent exhausted(int index) {
    return new BudgetExhausted(
      meta(index),
      command.getPeriodStart(),
      command.getResetsAt(),
      command.getUsed(),
      known.terms().toAvro(),
      command.getPositions(),
      command.getPriceListChanges()
    );
  }

  private LedgerEvent released(int index) {
    return new BudgetReleased(
      meta(index),
      command.getPeriodStart(),
      command.getResetsAt(),
      command.getUsed(),
      known.terms().toAvro(),
      command.getPositions(),
      command.getPriceListChanges()
    );
  }

  private EventMeta meta(int index) {
    return EventMetas.of(command.getMeta(), known.id(), known.version() + 1 + index, index);
  }
}
