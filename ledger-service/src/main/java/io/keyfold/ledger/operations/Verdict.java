package io.keyfold.ledger.operations;

/** What the fold did with a record. The same classes as those of the totals. */
public enum Verdict {
  /** Start of an operation. */
  COUNTED,
  /** Completion of an operation: its outcome is now known. */
  COMPLETED,
  /** Completion of an operation that was not attempted: it no longer counts. */
  TAKEN_BACK,
  /** At or below the last sequence of its spool: a duplicate without effect. */
  REPEATED,
  /** Second start of an operation in progress: the first one wins. */
  CONFLICTING,
  /** Completion of an operation that is not in progress: the first completion wins. */
  UNMATCHED,
}
