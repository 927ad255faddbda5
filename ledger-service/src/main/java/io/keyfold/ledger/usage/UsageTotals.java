package io.keyfold.ledger.usage;

import io.keyfold.ledger.query.Snapshot;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What a group of operations used.
 *
 * @param group what the operations have in common
 * @param quantity the quantity
 * @param count number of operations
 * @param succeeded operations that succeeded
 * @param outcomeUnknown operations whose outcome is not known yet
 */
public record UsageTotals(UsageGroup group, BigDecimal quantity, long count, long succeeded, long outcomeUnknown) {
  /** {@return operations that failed} */
  public long failed() {
    return count - succeeded - outcomeUnknown;
  }

  /** {@return what {@code GET /usage} computes} */
  public static Measures measures() {
    return new UsageMeasures();
  }

  /** {@return a reader of the rows of a query with these measures} */
  public static Snapshot.RowReader<UsageTotals> reader(UsageQuery query, Buckets buckets) {
    return row -> read(row, query, buckets);
  }

  private static UsageTotals read(ResultSet row, UsageQuery query, Buckets buckets) throws SQLException {
    UsageGroup group = UsageGroup.read(row, query, buckets);
    int column = UsageGroup.columns(query);
    return new UsageTotals(
      group,
      row.getBigDecimal(column + 1),
      row.getLong(column + 2),
      row.getLong(column + 3),
      row.getLong(column + 4)
    );
  }
}
