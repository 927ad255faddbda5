package io.keyfold.ledger.decide;

import io.keyfold.ledger.commands.SetExchangeRate;
import io.keyfold.ledger.events.ExchangeRateSet;
import io.keyfold.ledger.events.LedgerEvent;
import io.keyfold.ledger.rates.ExchangeRate;
import io.keyfold.ledger.rates.TenantRates;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.platform.log.Rejection;
import io.keyfold.platform.log.State;

/** Decides commands on exchange rates. Rates are only added, so what was reported before stays explainable. */
final class ExchangeRateDecisions {

  private ExchangeRateDecisions() {}

  static Decision<LedgerEvent> set(SetExchangeRate command, State state) {
    if (TenantRates.count(new TenantId(command.getMeta().getTenantId()), state) >= ExchangeRate.MAX) {
      return Decision.reject(
        Rejection.of(ErrorCode.CONFLICT, "There are " + ExchangeRate.MAX + " exchange rates: set them less often")
      );
    }
    return Decision.accept(
      new ExchangeRateSet(
        EventMetas.of(command.getMeta(), 1),
        command.getCurrency(),
        command.getReportingCurrency(),
        command.getRate(),
        command.getEffectiveFrom()
      )
    );
  }
}
