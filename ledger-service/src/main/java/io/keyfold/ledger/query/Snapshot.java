package io.keyfold.ledger.query;

import io.keyfold.ledger.store.Database;
import io.keyfold.ledger.store.Positions;
import io.keyfold.ledger.store.RetainedFrom;
import io.keyfold.ledger.store.StoreException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** The store at one moment: everything that is read from it belongs to the same positions. For one thread. */
public final class Snapshot implements AutoCloseable {

  private final DuckDBConnection connection;
  private @Nullable PreparedStatement running;
  private boolean cancelled;

  /** Reads a row. */
  @FunctionalInterface
  public interface RowReader<R> {
    /** {@return the current row} */
    R read(ResultSet row) throws SQLException;
  }

  Snapshot(Database database) {
    this.connection = database.connect();
    try {
      connection.setAutoCommit(false);
    } catch (SQLException e) {
      close();
      throw StoreException.of("no transaction", e);
    }
  }

  /** {@return position on the log by partition} */
  public Map<TopicPartition, Long> positions() {
    try {
      return Positions.read(connection);
    } catch (SQLException e) {
      throw StoreException.of("cannot read the positions", e);
    }
  }

  /** {@return the time before which rows were removed by retention; empty if all are there} */
  public Optional<Instant> retainedFrom() {
    try {
      return RetainedFrom.read(connection);
    } catch (SQLException e) {
      throw StoreException.of("cannot read the retention", e);
    }
  }

  /** {@return the rows of a query, which limits their number} */
  public <R> List<R> rows(TenantSql sql, RowReader<R> reader) {
    List<R> rows = new ArrayList<>();
    each(sql, reader, rows::add);
    return rows;
  }

  /** Passes on the rows of a query one after the other, so that they need not fit into the heap. */
  public <R> void each(TenantSql sql, RowReader<R> reader, Consumer<R> rows) {
    try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
      bind(statement, sql.parameters());
      start(statement);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.accept(reader.read(result));
        }
      }
    } catch (SQLException e) {
      throw StoreException.of("query failed", e);
    } finally {
      end();
    }
  }

  private void bind(PreparedStatement statement, List<Object> parameters) throws SQLException {
    int index = 1;
    for (Object parameter : parameters) {
      if (parameter instanceof TenantSql.Array array) {
        statement.setArray(index, connection.createArrayOf(array.type(), array.elements().toArray()));
      } else {
        statement.setObject(index, parameter);
      }
      index++;
    }
  }

  private synchronized void start(PreparedStatement statement) throws SQLException {
    if (cancelled) {
      throw new SQLException("cancelled");
    }
    running = statement;
  }

  private synchronized void end() {
    running = null;
  }

  /** Interrupts the running query, and refuses further ones. From any thread. */
  synchronized void cancel() {
    cancelled = true;
    if (running != null) {
      try {
        running.cancel();
      } catch (SQLException e) {
        throw StoreException.of("cannot cancel", e);
      }
    }
  }

  @Override
  public void close() {
    Database.release(connection);
  }
}
