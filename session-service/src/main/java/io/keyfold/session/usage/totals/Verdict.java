package io.keyfold.session.usage.totals;

/** Classification of a usage record by the totals. */
public enum Verdict {
  /** Start of a new operation: counted. */
  COUNTED,
  /** Completion of a counted operation: its outcome is now known. */
  COMPLETED,
  /** Completion of a counted operation that was not attempted: subtracted again. */
  TAKEN_BACK,
  /** At or below the last sequence of its spool: a duplicate without effect. */
  REPEATED,
  /** Second start of an operation in progress: the first one wins. */
  CONFLICTING,
  /** Completion of an operation that is not in progress because it was completed before: the first completion wins. */
  UNMATCHED,
}
