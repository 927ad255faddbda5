package io.keyfold.ledger.events;

/** The events of budgets. */
public sealed interface BudgetEvent
  extends LedgerEvent
  permits BudgetArchived, BudgetCreated, BudgetExhausted, BudgetReleased, BudgetThresholdReached, BudgetUpdated {}
