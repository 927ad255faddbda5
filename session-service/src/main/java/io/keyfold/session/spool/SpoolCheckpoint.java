package io.keyfold.session.spool;

/**
 * The state that a spool stores beside its records, across restarts.
 *
 * @param acknowledged what Kafka has acknowledged
 * @param promisedMicros no operation may start before this time, since usage before it was reported as complete;
 *     microseconds since 1970
 */
record SpoolCheckpoint(Acknowledged acknowledged, long promisedMicros) {
  /** The initial state. */
  static final SpoolCheckpoint NOTHING = new SpoolCheckpoint(Acknowledged.NOTHING, 0);
}
