package io.keyfold.session.spool;

/** A record without a position in the spool yet. */
@FunctionalInterface
interface PendingRecord {
  /**
   * {@return the record at its position}
   *
   * @param sequence its sequence
   * @param floorMicros earliest start time of the operation; microseconds since 1970
   */
  SpoolEntry at(long sequence, long floorMicros);
}
