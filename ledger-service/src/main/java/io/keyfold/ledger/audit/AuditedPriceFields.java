package io.keyfold.ledger.audit;

import io.keyfold.ledger.events.BudgetEvent;
import io.keyfold.ledger.events.ExchangeRateSet;
import io.keyfold.ledger.events.ExportEvent;
import io.keyfold.ledger.events.LedgerEvent;
import io.keyfold.ledger.events.PriceListArchived;
import io.keyfold.ledger.events.PriceListCreated;
import io.keyfold.ledger.events.PriceListVersionAdded;
import io.keyfold.ledger.query.Decimals;
import io.keyfold.schema.PriceListTerms;

/** Allow-list for events of ledger-service. Prices are in the versions of the list, which never change. */
final class AuditedPriceFields {

  private AuditedPriceFields() {}

  static FieldCollector of(LedgerEvent event) {
    return switch (event) {
      case ExchangeRateSet it -> new FieldCollector()
        .and("currency", it.getCurrency())
        .and("reporting_currency", it.getReportingCurrency())
        .and("rate", Decimals.text(it.getRate()))
        .and("effective_from", it.getEffectiveFrom().toString());
      case ExportEvent it -> AuditedExportFields.of(it);
      case BudgetEvent it -> AuditedBudgetFields.of(it);
      case PriceListCreated it -> terms(it.getTerms()).and("name", it.getName());
      case PriceListVersionAdded it -> terms(it.getTerms());
      case PriceListArchived it -> new FieldCollector();
    };
  }

  private static FieldCollector terms(PriceListTerms terms) {
    return new FieldCollector()
      .and("currency", terms.getCurrency())
      .and("effective_from", terms.getEffectiveFrom().toString())
      .and("prices", terms.getPrices().size());
  }
}
