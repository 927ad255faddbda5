package io.keyfold.ledger.commands;

/** The commands on budgets. */
public sealed interface BudgetCommand
  extends LedgerCommand
  permits ArchiveBudget, CreateBudget, RecordBudgetUse, UpdateBudget {}
