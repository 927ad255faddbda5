package io.keyfold.session.spool;

/**
 * What a spool keeps beside its records, over a restart.
 *
 * @param acknowledged what Kafka has
 * @param promisedMicros no act may begin before this time any more, since all before it was told to be complete; microseconds
 *     since 1970
 */
record SpoolCheckpoint(Acknowledged acknowledged, long promisedMicros) {
  /** Nothing yet. */
  static final SpoolCheckpoint NOTHING = new SpoolCheckpoint(Acknowledged.NOTHING, 0);
}
