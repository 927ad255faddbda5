package io.keyfold.ledger.decide;

import io.keyfold.ledger.commands.AddPriceListVersion;
import io.keyfold.ledger.commands.ArchivePriceList;
import io.keyfold.ledger.commands.BudgetCommand;
import io.keyfold.ledger.commands.CreatePriceList;
import io.keyfold.ledger.commands.ExportCommand;
import io.keyfold.ledger.commands.LedgerCommand;
import io.keyfold.ledger.commands.SetExchangeRate;
import io.keyfold.ledger.events.LedgerEvent;
import io.keyfold.platform.log.Decider;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.State;

/** Decides every command of ledger-service. */
public final class LedgerDecider implements Decider<LedgerCommand, LedgerEvent> {

  @Override
  public Decision<LedgerEvent> decide(LedgerCommand command, State state) {
    return switch (command) {
      case CreatePriceList create -> PriceListDecisions.create(create, state);
      case AddPriceListVersion add -> PriceListDecisions.addVersion(add, state);
      case ArchivePriceList archive -> PriceListDecisions.archive(archive, state);
      case SetExchangeRate rate -> ExchangeRateDecisions.set(rate, state);
      case ExportCommand export -> ExportDecisions.of(export, state);
      case BudgetCommand budget -> BudgetDecisions.decide(budget, state);
    };
  }
}
