package io.keyfold.ledger.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** The positions on the log up to which the store is folded. */
public final class Positions {

  private Positions() {}

  /** {@return position by partition, in the transaction of the connection} */
  public static Map<Integer, Long> read(Connection connection) throws SQLException {
    Map<Integer, Long> positions = new HashMap<>();
    try (
      Statement statement = connection.createStatement();
      ResultSet rows = statement.executeQuery("SELECT log_partition, log_position FROM positions")
    ) {
      while (rows.next()) {
        positions.put(rows.getInt(1), rows.getLong(2));
      }
    }
    return positions;
  }

  static void write(Connection connection, int partition, long position, boolean known) throws SQLException {
    String sql = known
      ? "UPDATE positions SET log_position = ? WHERE log_partition = ?"
      : "INSERT INTO positions (log_position, log_partition) VALUES (?, ?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, position);
      statement.setInt(2, partition);
      statement.executeUpdate();
    }
  }
}
