package io.keyfold.ledger.store;

import io.keyfold.platform.topic.Topics;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.duckdb.DuckDBConnection;

/**
 * A digest of what the store has of one topic. It does not depend on the order of rows, so it is equal for stores that
 * folded the same records in other batches. Only digests of the same release compare.
 *
 * @param text equal for stores with equal content
 * @param positions position by partition that it belongs to
 */
public record LedgerDigest(String text, Map<Integer, Long> positions) {
  // A sum, not an exclusive or: a row that is there twice counts.
  private static final String OPERATIONS = "SELECT count(*), sum(hash(o)) FROM operations o";
  private static final String SPOOLS = "SELECT count(*), sum(hash(s)) FROM spools s";
  private static final String EVENTS = "SELECT count(*), sum(hash(e)) FROM audit_events e WHERE topic = ?";

  /** {@return the digest of a topic's part; reads it as a whole} */
  public static LedgerDigest of(Database database, String topic) {
    try (DuckDBConnection connection = database.connect()) {
      connection.setAutoCommit(false);
      Map<Integer, Long> positions = Positions.of(topic, Positions.read(connection));
      String text = topic.equals(Topics.USAGE_RECORDS.name())
        ? sum(connection, OPERATIONS) + "/" + sum(connection, SPOOLS)
        : sum(connection, EVENTS, topic);
      return new LedgerDigest(text, positions);
    } catch (SQLException e) {
      throw StoreException.of("no digest", e);
    }
  }

  private static String sum(DuckDBConnection connection, String sql, String... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getString(1) + "-" + rows.getString(2);
      }
    }
  }
}
