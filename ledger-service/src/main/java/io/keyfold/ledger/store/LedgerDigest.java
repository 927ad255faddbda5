package io.keyfold.ledger.store;

import io.keyfold.platform.topic.Topics;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/**
 * A digest of what the store has of one topic. It does not depend on the order of rows, so it is equal for stores that
 * folded the same records in other batches. It covers what retention keeps, and names where that begins. Only digests of
 * the same release compare.
 *
 * @param text equal for stores with equal content
 * @param positions position by partition that it belongs to
 */
public record LedgerDigest(String text, Map<Integer, Long> positions) {
  // A sum, not an exclusive or: a row that is there twice counts.
  private static final String OPERATIONS =
    "SELECT count(*), sum(hash(o)) FROM (SELECT * FROM ended WHERE occurred_at >= ? UNION ALL SELECT * FROM open) o";
  private static final String SPOOLS = "SELECT count(*), sum(hash(s)) FROM spools s";
  private static final String EVENTS =
    "SELECT count(*), sum(hash(e)) FROM audit_events e WHERE recorded_at >= ? AND topic = ?";
  private static final LocalDateTime BEFORE_ALL = LocalDateTime.parse("0001-01-01T00:00:00");

  /** {@return the digest of a topic's part; reads it as a whole} */
  public static LedgerDigest of(Database database, String topic) {
    return database.read(connection -> {
      Map<Integer, Long> positions = Positions.of(topic, Positions.read(connection));
      Optional<Instant> from = RetainedFrom.read(connection);
      LocalDateTime first = from.map(time -> LocalDateTime.ofInstant(time, ZoneOffset.UTC)).orElse(BEFORE_ALL);
      String text = topic.equals(Topics.USAGE_RECORDS.name())
        ? sum(connection, OPERATIONS, first) + "/" + sum(connection, SPOOLS)
        : sum(connection, EVENTS, first, topic);
      return new LedgerDigest(from.map(time -> text + "/from " + time).orElse(text), positions);
    });
  }

  private static String sum(Connection connection, String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getString(1) + "-" + rows.getString(2);
      }
    }
  }
}
