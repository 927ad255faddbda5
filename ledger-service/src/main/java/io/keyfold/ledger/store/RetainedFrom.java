package io.keyfold.ledger.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** The time before which rows were removed by retention: a midnight, UTC. It never decreases. */
public final class RetainedFrom {

  private RetainedFrom() {}

  /** {@return the time, in the transaction of the connection; empty if nothing was removed} */
  public static Optional<Instant> read(Connection connection) throws SQLException {
    try (
      Statement statement = connection.createStatement();
      ResultSet rows = statement.executeQuery("SELECT retained_from FROM retention")
    ) {
      return rows.next()
        ? Optional.of(rows.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC))
        : Optional.empty();
    }
  }

  /** Sets the time, in the transaction of the connection. */
  public static void write(Connection connection, Instant time) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM retention");
    }
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO retention VALUES (?)")) {
      insert.setObject(1, LocalDateTime.ofInstant(time, ZoneOffset.UTC));
      insert.executeUpdate();
    }
  }
}
