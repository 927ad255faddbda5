package io.keyfold.session.spool;

/**
 * Records waiting in a spool.
 *
 * @param records number of records
 * @param bytes total size of their values
 */
record Backlog(long records, long bytes) {
  /** An empty backlog. */
  static final Backlog NONE = new Backlog(0, 0);

  /** {@return this backlog plus more} */
  Backlog plus(long moreRecords, long moreBytes) {
    return new Backlog(records + moreRecords, bytes + moreBytes);
  }
}
