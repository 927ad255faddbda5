package io.keyfold.platform.metering;

/** Classification of a usage record, as metrics show it. */
public enum Verdict {
  /** Start of a new operation: counted. */
  COUNTED,
  /** Completion of a counted operation: its outcome is now known. */
  COMPLETED,
  /** Completion of a counted operation that was not attempted: it no longer counts. */
  TAKEN_BACK,
  /** At or below the last sequence of its spool: a duplicate without effect. */
  REPEATED,
  /** Second start of an operation in progress: the first one wins. */
  CONFLICTING,
  /** Completion of an operation that is not in progress because it was completed before: the first completion wins. */
  UNMATCHED,
}
