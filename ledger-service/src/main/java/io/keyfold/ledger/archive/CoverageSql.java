package io.keyfold.ledger.archive;

import io.keyfold.ledger.store.Columns;
import io.keyfold.ledger.store.Positions;
import java.time.Instant;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** SQL conditions of rows. Pure; contains numbers and names of topics only. */
public final class CoverageSql {

  private CoverageSql() {}

  /** {@return the condition of the rows that are in the coverage} */
  static String contained(Dataset dataset, Coverage coverage) {
    String rows = before(dataset, coverage.before()) + " AND " + reached(dataset, coverage);
    Instant from = coverage.from();
    return from == null ? "(" + rows + ")" : "(" + rows + " AND NOT " + before(dataset, from) + ")";
  }

  /** {@return the condition of the rows that may be removed once the coverage is archived} */
  public static String removable(Dataset dataset, Coverage coverage) {
    Instant from = coverage.from();
    String contained = contained(dataset, coverage);
    // The archive never has what is older than its begin.
    return from == null ? contained : "(" + before(dataset, from) + " OR " + contained + ")";
  }

  /** {@return the condition of the rows before a time} */
  public static String before(Dataset dataset, Instant time) {
    return "(" + dataset.time() + " < " + timestamp(time) + ")";
  }

  /** {@return a time as an SQL expression} */
  public static String timestamp(Instant time) {
    return "make_timestamp(" + Columns.micros(time) + ")";
  }

  private static String reached(Dataset dataset, Coverage coverage) {
    String horizons = coverage
      .positions()
      .entrySet()
      .stream()
      .filter(topic -> !topic.getValue().isEmpty())
      .map(topic -> " WHEN '" + topic.getKey() + "' THEN " + horizons(topic.getValue()))
      .collect(Collectors.joining());
    return horizons.isEmpty()
      ? "false"
      : "(" +
          dataset.finalOffset() +
          " < coalesce(list_extract(CASE " +
          dataset.topic() +
          horizons +
          " END, log_partition + 1), 0))";
  }

  private static String horizons(SortedMap<Integer, Long> partitions) {
    return Positions.list(partitions)
      .stream()
      .map(String::valueOf)
      .collect(Collectors.joining(", ", "[", "]::BIGINT[]"));
  }
}
