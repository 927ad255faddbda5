package io.keyfold.ledger.archive;

import io.keyfold.ledger.store.Columns;
import io.keyfold.ledger.store.LedgerStore;
import io.keyfold.ledger.store.Positions;
import io.keyfold.ledger.store.RetainedFrom;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of this instance's ledger for the archive. Each call opens a connection for a bounded time, so that the
 * store can be closed between two calls.
 *
 * @param store the store
 */
record LedgerRows(LedgerStore store) {
  /** Rows that are kept in memory before they are written; a small number, since the store's memory is shared. */
  private static final int ROW_GROUP = 32_768;

  /**
   * What this instance has.
   *
   * @param positions position by partition, by topic, before which all records are folded
   * @param retainedFrom time before which rows were removed; null: all are there
   */
  record Extent(Map<String, Map<Integer, Long>> positions, @Nullable Instant retainedFrom) {}

  @FunctionalInterface
  private interface Row {
    void read(ResultSet row) throws SQLException;
  }

  /** {@return what this instance has; empty if its store is closed} */
  Optional<Extent> extent() {
    return store.read(database ->
      database.read(connection ->
        new Extent(byTopic(Positions.read(connection)), RetainedFrom.read(connection).orElse(null))
      )
    );
  }

  private static Map<String, Map<Integer, Long>> byTopic(Map<TopicPartition, Long> positions) {
    return positions
      .keySet()
      .stream()
      .map(TopicPartition::topic)
      .distinct()
      .collect(Collectors.toMap(topic -> topic, topic -> Positions.of(topic, positions)));
  }

  /** {@return the number of files that the rows before a time would be, by day, without the archived ones} */
  SortedMap<LocalDate, Long> filesByDay(@Nullable Coverage archived, Instant before) {
    SortedMap<LocalDate, Long> files = new TreeMap<>();
    for (Dataset dataset : Dataset.values()) {
      query(
        "SELECT %1$s::DATE::VARCHAR, count(DISTINCT tenant_id) FROM %2$s WHERE %3$s AND %4$s GROUP BY 1".formatted(
          dataset.time(),
          dataset.table(),
          CoverageSql.before(dataset, before),
          archived == null ? "true" : "NOT " + CoverageSql.removable(dataset, archived)
        ),
        row -> files.merge(LocalDate.parse(row.getString(1)), row.getLong(2), Long::sum)
      );
    }
    return files;
  }

  /** {@return what a step contains, in the order of the paths} */
  List<Slice> slices(Plan plan, @Nullable Coverage previous) {
    Coverage step = plan.coverage();
    List<Slice> slices = new ArrayList<>();
    for (Dataset dataset : Dataset.values()) {
      List<Slice> whole = new ArrayList<>();
      query(
        "SELECT tenant_id, %1$s::DATE::VARCHAR, count(*) FROM %2$s WHERE %3$s GROUP BY 1, 2 ORDER BY 1, 2".formatted(
          dataset.time(),
          dataset.table(),
          condition(dataset, step, previous)
        ),
        row -> whole.add(Slices.day(dataset, row.getString(1), LocalDate.parse(row.getString(2)), row.getLong(3)))
      );
      whole.forEach(day -> slices.addAll(day.rows() <= plan.maxRows() ? List.of(day) : parts(day, plan, previous)));
    }
    return slices;
  }

  private List<Slice> parts(Slice day, Plan plan, @Nullable Coverage previous) {
    SortedMap<Instant, Long> rows = new TreeMap<>();
    query(
      "SELECT epoch_us(%1$s) // %2$d * %2$d, count(*) FROM %3$s WHERE %4$s GROUP BY 1".formatted(
        day.dataset().time(),
        Slices.QUARTER.toNanos() / 1_000,
        day.dataset().table(),
        condition(day, plan.coverage(), previous)
      ),
      row -> rows.put(Columns.time(row, 1), row.getLong(2))
    );
    return Slices.parts(day, rows, plan.maxRows());
  }

  /**
   * Writes the rows of a slice to a Parquet file.
   *
   * @return the number of rows
   */
  long copy(Slice slice, Coverage step, @Nullable Coverage previous, Path target) {
    Dataset dataset = slice.dataset();
    String sql = """
    COPY (SELECT %s FROM %s WHERE %s ORDER BY %s)
    TO %s (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE %d)""".formatted(
      dataset.columns(),
      dataset.table(),
      condition(slice, step, previous),
      dataset.order(),
      text(target.toString()),
      ROW_GROUP
    );
    return read(connection -> {
      try (Statement statement = connection.createStatement()) {
        return statement.executeLargeUpdate(sql);
      }
    });
  }

  /** {@return whether two Parquet files have the same rows} Columns may differ, if releases wrote them. */
  boolean same(Dataset dataset, Path one, Path other) {
    List<Long> differences = new ArrayList<>();
    query(
      """
      WITH one AS (SELECT %1$s FROM read_parquet(%2$s, hive_partitioning = false)),
        other AS (SELECT %1$s FROM read_parquet(%3$s, hive_partitioning = false))
      SELECT count(*) FROM ((FROM one EXCEPT ALL FROM other) UNION ALL (FROM other EXCEPT ALL FROM one))""".formatted(
        dataset.identity(),
        text(one.toString()),
        text(other.toString())
      ),
      row -> differences.add(row.getLong(1))
    );
    return differences.equals(List.of(0L));
  }

  private static String condition(Slice slice, Coverage step, @Nullable Coverage previous) {
    Dataset dataset = slice.dataset();
    return (
      "tenant_id = " +
      text(slice.tenantId()) +
      " AND NOT " +
      CoverageSql.before(dataset, slice.from()) +
      " AND " +
      CoverageSql.before(dataset, slice.to()) +
      " AND " +
      condition(dataset, step, previous)
    );
  }

  private static String condition(Dataset dataset, Coverage step, @Nullable Coverage previous) {
    String contained = CoverageSql.contained(dataset, step);
    return previous == null ? contained : contained + " AND NOT " + CoverageSql.contained(dataset, previous);
  }

  /** COPY takes no parameters for names of files. */
  private static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  private void query(String sql, Row reader) {
    read(connection -> {
      try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          reader.read(rows);
        }
        return true;
      }
    });
  }

  private <T> T read(Work<T> work) {
    return store
      .read(database -> database.read(work::on))
      .orElseThrow(() -> new IllegalStateException("the ledger's store is not open"));
  }

  @FunctionalInterface
  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }
}
