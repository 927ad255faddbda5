package io.keyfold.platform.log.clients;

/** Who waits for what follows from a record. */
public enum CommitUrgency {
  /** A caller, for the outcome of a command: it is committed with its poll, and the next poll follows at once. */
  CALLER,
  /** A reader of the topic that was written to: it is committed with its poll; the next poll gathers for a while. */
  READER,
  /** Nobody, since nothing was written: the position is committed by the clock. */
  NOBODY,
}
