package io.keyfold.platform.log.clients;

/** How urgently the results of a record must be committed. */
public enum CommitUrgency {
  /** A caller waits for the outcome of a command: commit with its poll, and poll again at once. */
  CALLER,
  /** A consumer reads the output topic: commit with its poll; the next poll lingers. */
  READER,
  /** Nothing was written: the offset is committed at the commit interval. */
  NONE,
}
