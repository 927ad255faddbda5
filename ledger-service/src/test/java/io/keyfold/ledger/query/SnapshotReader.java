package io.keyfold.ledger.query;

import io.keyfold.ledger.store.LedgerStore;
import java.util.List;

/** Reads a store without limits. */
public final class SnapshotReader {

  private SnapshotReader() {}

  /** {@return the rows of the query} */
  public static <R> List<R> rows(LedgerStore store, TenantSql sql, Snapshot.RowReader<R> reader) {
    return store
      .read(database -> {
        try (Snapshot snapshot = new Snapshot(database)) {
          return snapshot.rows(sql, reader);
        }
      })
      .orElseThrow();
  }
}
