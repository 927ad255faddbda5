package io.keyfold.ledger.signals;

import org.apache.avro.specific.SpecificRecord;

/**
 * The records on {@code ledger.signals}: signs that the ledger works. They are hints, not state of record. Sealed, so that
 * the compiler checks switches for completeness.
 */
public sealed interface LedgerSignal extends SpecificRecord permits BudgetsEvaluated {}
