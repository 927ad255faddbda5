package io.keyfold.ledger.exports;

import io.keyfold.ledger.store.LedgerStore;
import io.keyfold.ledger.table.Column;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Converts rows to Parquet, by the database. */
final class ParquetFile {

  private static final String NUMBER = "row_number";
  private static final int ROW_GROUP = 32_768;

  private ParquetFile() {}

  /** {@return the columns with the number of the row in front} */
  static List<Column> numbered(List<Column> columns) {
    List<Column> all = new ArrayList<>(List.of(Column.integer(NUMBER)));
    all.addAll(columns);
    return all;
  }

  /** {@return the values with the number of the row in front} */
  static @Nullable Object[] numbered(long number, @Nullable Object[] values) {
    @Nullable
    Object[] all = new Object[values.length + 1];
    all[0] = number;
    System.arraycopy(values, 0, all, 1, values.length);
    return all;
  }

  /**
   * Writes a Parquet file.
   *
   * @param rows file of a {@link io.keyfold.ledger.table.CsvSink} without header, with numbered rows
   * @return the number of rows
   * @throws IllegalStateException if the store is closed
   */
  static long convert(LedgerStore store, List<Column> columns, Path rows, Path target) {
    String selected = columns
      .stream()
      .map(column -> "CAST(" + name(column.name()) + " AS " + type(column.type()) + ") AS " + name(column.name()))
      .collect(Collectors.joining(", "));
    String declared = numbered(columns)
      .stream()
      .map(column -> text(column.name()) + ": 'VARCHAR'")
      .collect(Collectors.joining(", "));
    String sql =
      "COPY (SELECT " +
      selected +
      " FROM read_csv(" +
      text(rows.toString()) +
      ", auto_detect = false, header = false, delim = ',', quote = '\"', escape = '\"', new_line = '\\r\\n', " +
      "nullstr = '', allow_quoted_nulls = false, max_line_size = 16777216, columns = {" +
      declared +
      "}) ORDER BY CAST(" +
      NUMBER +
      " AS BIGINT)) TO " +
      text(target.toString()) +
      " (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE " +
      ROW_GROUP +
      ")";
    return store
      .read(database ->
        database.read(connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.executeLargeUpdate(sql);
          }
        })
      )
      .orElseThrow(() -> new IllegalStateException("the ledger's store is not open"));
  }

  private static String type(Column.Type type) {
    return switch (type) {
      case TEXT, JSON -> "VARCHAR";
      case DECIMAL -> "DECIMAL(38, 21)";
      case INTEGER -> "BIGINT";
      case TIME -> "TIMESTAMP";
    };
  }

  private static String name(String column) {
    return '"' + column + '"';
  }

  /** COPY takes no parameters for names of files. */
  private static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
