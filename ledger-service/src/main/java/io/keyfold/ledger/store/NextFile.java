package io.keyfold.ledger.store;

/**
 * The file of a rebuild, next to the live one, which it replaces once it has caught up. A rebuild that was interrupted
 * continues at the positions in it. For one thread.
 */
public final class NextFile implements AutoCloseable {

  private final Database database;

  NextFile(Database database) {
    this.database = database;
  }

  /** {@return a writer} There is one at a time, and it is closed before the file is. */
  public LedgerWriter writer() {
    return new LedgerWriter(database);
  }

  @Override
  public void close() {
    database.close();
  }
}
