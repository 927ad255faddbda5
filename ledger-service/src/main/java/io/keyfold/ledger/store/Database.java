package io.keyfold.ledger.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBConnection;

/** The open database file. Thread-safe. */
public final class Database implements AutoCloseable {

  private final DuckDBConnection root;

  private Database(DuckDBConnection root) {
    this.root = root;
  }

  /** Work on a connection, in one transaction. */
  @FunctionalInterface
  public interface Work<T> {
    /** {@return the result} */
    T on(Connection connection) throws SQLException;
  }

  static Database open(Path file, LedgerSettings settings) {
    Properties properties = new Properties();
    properties.setProperty("memory_limit", settings.memory().toMegabytes() + "MiB");
    properties.setProperty("threads", String.valueOf(settings.threads()));
    properties.setProperty("temp_directory", file.resolveSibling("spill").toString());
    properties.setProperty("max_temp_directory_size", settings.spill().toMegabytes() + "MiB");
    // Rows of one transaction need no order among each other; keeping it would cost memory.
    properties.setProperty("preserve_insertion_order", "false");
    // Nothing is downloaded or read from elsewhere, whatever a query says.
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("enable_external_access", "false");
    properties.setProperty("allowed_directories", "['" + settings.staging().toString().replace("'", "\\'") + "/']");
    DuckDBConnection root;
    try {
      root = DuckDBConnection.newConnection("jdbc:duckdb:" + file.toAbsolutePath(), false, properties);
    } catch (Exception e) {
      throw e instanceof SQLException sql
        ? StoreException.of("cannot open " + file, sql)
        : new IllegalStateException("cannot open " + file, e);
    }
    try (Statement statement = root.createStatement()) {
      for (String sql : Schema.STATEMENTS) {
        statement.execute(sql);
      }
      statement.execute("SET lock_configuration = true");
      return new Database(root);
    } catch (SQLException e) {
      closeQuietly(root, e);
      throw StoreException.of("cannot prepare " + file, e);
    }
  }

  /** {@return a new connection, which the caller closes} */
  public DuckDBConnection connect() {
    try {
      return root.duplicate();
    } catch (SQLException e) {
      throw StoreException.of("no connection", e);
    }
  }

  /**
   * {@return the result of reading the rows of one moment} Bounded by the caller.
   *
   * @throws StoreException if that fails
   */
  public <T> T read(Work<T> work) {
    try (DuckDBConnection connection = connect()) {
      connection.setAutoCommit(false);
      return work.on(connection);
    } catch (SQLException e) {
      throw StoreException.of("reading failed", e);
    }
  }

  /** Closes a connection, and discards what is not committed. */
  public static void release(DuckDBConnection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      throw StoreException.of("closing failed", e);
    }
  }

  @Override
  public void close() {
    release(root);
  }

  private static void closeQuietly(DuckDBConnection connection, SQLException failure) {
    try {
      connection.close();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }
}
