package io.keyfold.ledger.events;

/** The events of exports. */
public sealed interface ExportEvent
  extends LedgerEvent
  permits ExportCreated, ExportDeleted, ExportFailed, ExportFinished {}
