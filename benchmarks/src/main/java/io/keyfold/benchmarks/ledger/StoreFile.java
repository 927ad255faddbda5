package io.keyfold.benchmarks.ledger;

import io.keyfold.ledger.store.LedgerStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBConnection;

/**
 * The file of an open store, as the database describes it.
 *
 * @param store the store
 */
record StoreFile(LedgerStore store) {
  private interface Work<T> {
    T on(Statement statement) throws SQLException;
  }

  /** Moves everything from the write-ahead log into the file. */
  void checkpoint() throws SQLException {
    with(statement -> statement.execute("CHECKPOINT"));
  }

  /** Makes the store begin at the start of the log. */
  void forgetPositions() throws SQLException {
    with(statement -> statement.execute("DELETE FROM positions"));
  }

  /** {@return bytes of the file that are free to be used again} */
  long freeBytes() throws SQLException {
    return with(statement -> {
      try (ResultSet rows = statement.executeQuery("SELECT block_size * free_blocks FROM pragma_database_size()")) {
        rows.next();
        return rows.getLong(1);
      }
    });
  }

  private <T> T with(Work<T> work) throws SQLException {
    try (
      DuckDBConnection connection = store.read(database -> database.connect()).orElseThrow();
      Statement statement = connection.createStatement()
    ) {
      return work.on(statement);
    }
  }
}
