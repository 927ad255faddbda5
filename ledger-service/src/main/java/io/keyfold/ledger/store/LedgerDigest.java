package io.keyfold.ledger.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.duckdb.DuckDBConnection;

/**
 * A digest of the store's content. It does not depend on the order of rows, so it is equal for stores that folded the
 * same records in other batches. Only digests of the same release compare.
 *
 * @param text equal for stores with equal content
 * @param positions position by partition that it belongs to
 */
public record LedgerDigest(String text, Map<Integer, Long> positions) {
  // A sum, not an exclusive or: a row that is there twice counts.
  private static final String OPERATIONS = "SELECT count(*), sum(hash(o)) FROM operations o";
  private static final String SPOOLS = "SELECT count(*), sum(hash(s)) FROM spools s";

  /** {@return the digest; reads the whole store} */
  public static LedgerDigest of(Database database) {
    try (DuckDBConnection connection = database.connect()) {
      connection.setAutoCommit(false);
      Map<Integer, Long> positions = Positions.read(connection);
      return new LedgerDigest(sum(connection, OPERATIONS) + "/" + sum(connection, SPOOLS), positions);
    } catch (SQLException e) {
      throw StoreException.of("no digest", e);
    }
  }

  private static String sum(DuckDBConnection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1) + "-" + rows.getString(2);
    }
  }
}
