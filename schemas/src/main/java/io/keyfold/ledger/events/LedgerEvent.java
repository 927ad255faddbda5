package io.keyfold.ledger.events;

import io.keyfold.schema.Event;

/** The events on {@code ledger.events}. Sealed, so that the compiler checks switches for completeness. */
public sealed interface LedgerEvent
  extends Event
  permits BudgetEvent, ExchangeRateSet, ExportEvent, PriceListArchived, PriceListCreated, PriceListVersionAdded {}
