package io.keyfold.ledger.commands;

import io.keyfold.schema.Command;

/** The commands on {@code ledger.commands}. Sealed, so that the compiler checks switches for completeness. */
public sealed interface LedgerCommand
  extends Command
  permits AddPriceListVersion, ArchivePriceList, BudgetCommand, CreatePriceList, ExportCommand, SetExchangeRate {}
