package io.keyfold.ledger.store;

import io.keyfold.ledger.operations.Changes;
import io.keyfold.ledger.operations.Known;
import io.keyfold.ledger.operations.Operation;
import io.keyfold.ledger.operations.Spool;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Writes batches. A batch, the last sequences of spools and the positions on the log are one transaction, so a crash at
 * any time repeats a batch or not, and never a part of it. For one thread. After a failure it must be closed.
 */
public final class LedgerWriter implements Known, AutoCloseable {

  private static final String SEQUENCES = "SELECT log_partition, spool_id, sequence FROM spools";
  private static final String CLOSE = "DELETE FROM open WHERE record_id IN (SELECT unnest(?::VARCHAR[]))";
  private static final String OPEN =
    "SELECT " + OperationRows.COLUMNS + " FROM open WHERE record_id IN (SELECT unnest(?::VARCHAR[]))";

  private final DuckDBConnection connection;
  /** A mirror of the small table; one entry for each spool folder and partition. */
  private final Map<Spool, Long> sequences = new HashMap<>();
  private final Map<TopicPartition, Long> positions;

  LedgerWriter(Database database) {
    this.connection = database.connect();
    try {
      connection.setAutoCommit(false);
      this.positions = new HashMap<>(Positions.read(connection));
      try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(SEQUENCES)) {
        while (rows.next()) {
          sequences.put(new Spool(rows.getInt(1), rows.getString(2)), rows.getLong(3));
        }
      }
      connection.commit();
    } catch (SQLException e) {
      close();
      throw StoreException.of("cannot read the positions", e);
    }
  }

  /** {@return position up to which each partition is folded; partitions that were never read are missing} */
  public Map<TopicPartition, Long> positions() {
    return Map.copyOf(positions);
  }

  @Override
  public long lastSequence(Spool spool) {
    return sequences.getOrDefault(spool, 0L);
  }

  @Override
  public Map<String, Operation> open(Collection<String> recordIds) {
    Map<String, Operation> found = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(OPEN)) {
      select.setArray(1, connection.createArrayOf("VARCHAR", recordIds.toArray()));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          Operation operation = OperationRows.read(rows);
          found.put(operation.recordId(), operation);
        }
      }
    } catch (SQLException e) {
      throw StoreException.of("cannot read open operations", e);
    }
    return found;
  }

  /**
   * Changes rows in a transaction of its own.
   *
   * @param work bounded: nothing is read from the log meanwhile
   */
  public <T> T change(Database.Work<T> work) {
    try {
      T result = work.on(connection);
      connection.commit();
      return result;
    } catch (SQLException e) {
      throw StoreException.of("cannot change rows", e);
    }
  }

  /** Writes the batch. When it returns, it is on disk and visible to new queries. */
  public void write(Batch batch) {
    Changes changes = batch.usage();
    try {
      if (!changes.closed().isEmpty()) {
        try (PreparedStatement delete = connection.prepareStatement(CLOSE)) {
          delete.setArray(1, connection.createArrayOf("VARCHAR", changes.closed().toArray()));
          delete.executeUpdate();
        }
      }
      append("ended", changes.ended());
      append("open", changes.opened());
      append(batch.events());
      for (Map.Entry<Spool, Long> spool : changes.sequences().entrySet()) {
        sequence(spool.getKey(), spool.getValue());
      }
      for (Map.Entry<TopicPartition, Long> position : batch.positions().entrySet()) {
        Positions.write(connection, position.getKey(), position.getValue(), positions.containsKey(position.getKey()));
      }
      connection.commit();
    } catch (SQLException e) {
      throw StoreException.of("cannot write a batch", e);
    }
    sequences.putAll(changes.sequences());
    positions.putAll(batch.positions());
  }

  private void append(String table, List<Operation> operations) throws SQLException {
    if (operations.isEmpty()) {
      return;
    }
    try (DuckDBAppender appender = connection.createAppender(table)) {
      for (Operation operation : operations) {
        OperationRows.append(appender, operation);
      }
    }
  }

  private void append(List<Batch.Located> events) throws SQLException {
    if (events.isEmpty()) {
      return;
    }
    try (DuckDBAppender appender = connection.createAppender("audit_events")) {
      for (Batch.Located event : events) {
        AuditRows.append(appender, event);
      }
    }
  }

  private void sequence(Spool spool, long sequence) throws SQLException {
    String sql = sequences.containsKey(spool)
      ? "UPDATE spools SET sequence = ? WHERE log_partition = ? AND spool_id = ?"
      : "INSERT INTO spools (sequence, log_partition, spool_id) VALUES (?, ?, ?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, sequence);
      statement.setInt(2, spool.partition());
      statement.setString(3, spool.id());
      statement.executeUpdate();
    }
  }

  /** Discards what is not committed. */
  @Override
  public void close() {
    Database.release(connection);
  }
}
