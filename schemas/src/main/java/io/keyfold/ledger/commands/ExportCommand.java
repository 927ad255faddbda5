package io.keyfold.ledger.commands;

/** The commands on exports. */
public sealed interface ExportCommand
  extends LedgerCommand
  permits CreateExport, DeleteExport, FailExport, FinishExport {}
