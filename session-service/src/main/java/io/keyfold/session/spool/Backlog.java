package io.keyfold.session.spool;

/**
 * What waits in a spool.
 *
 * @param records how many records
 * @param bytes how many bytes their values have
 */
record Backlog(long records, long bytes) {
  /** Nothing waits. */
  static final Backlog NONE = new Backlog(0, 0);

  /** {@return this and more} */
  Backlog plus(long moreRecords, long moreBytes) {
    return new Backlog(records + moreRecords, bytes + moreBytes);
  }
}
