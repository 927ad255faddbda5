package io.keyfold.session.spool;

/** A record that has not yet its place in the spool. */
@FunctionalInterface
interface PendingRecord {
  /**
   * {@return the record at its place}
   *
   * @param sequence its sequence
   * @param floorMicros no earlier than this did the act begin; microseconds since 1970
   */
  SpoolEntry at(long sequence, long floorMicros);
}
