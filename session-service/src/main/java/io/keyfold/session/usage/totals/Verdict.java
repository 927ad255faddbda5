package io.keyfold.session.usage.totals;

/** What a record was to the totals. */
public enum Verdict {
  /** An act that was not known: it is counted. */
  COUNTED,
  /** The end of an act that is counted: it has its outcome now. */
  COMPLETED,
  /** The end of an act that is counted and was not made: it is counted no more. */
  TAKEN_BACK,
  /** At or below the last sequence of its spool: a resend, which changes nothing. */
  REPEATED,
  /** Another begin of an act that is under way: the first stands. */
  CONFLICTING,
  /** An end whose act is not under way, so it was completed before: the first end stands. */
  UNMATCHED,
}
