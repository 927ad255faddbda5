package io.keyfold.ledger.query;

import java.util.List;
import java.util.function.Function;

/**
 * Reads the first rows of an order. Rows are stored oldest first, so in a list of the newest nearly each row would
 * displace another, and wide ones would fill the database's memory. Therefore the column of the order is read alone
 * first, and then only the rows between its values.
 *
 * @param snapshot the store
 * @param column column of the order
 * @param value reads its value from a row of this column alone, as a parameter that compares with it
 * @param descending whether the greatest value is first
 * @param limit maximum number of rows
 */
public record FirstRows(
  Snapshot snapshot,
  String column,
  Snapshot.RowReader<Object> value,
  boolean descending,
  int limit
) {
  /**
   * {@return the rows}
   *
   * @param select returns the query of given columns, which ends in a {@code WHERE} condition; called twice
   * @param columns columns that the reader expects
   */
  public <R> List<R> read(Function<String, TenantSql> select, String columns, Snapshot.RowReader<R> reader) {
    List<Object> values = snapshot.rows(select.apply(column).add(order() + " LIMIT ?", limit), value);
    if (values.isEmpty()) {
      return List.of();
    }
    Object low = descending ? values.getLast() : values.getFirst();
    Object high = descending ? values.getFirst() : values.getLast();
    TenantSql rows = select.apply(columns).add(" AND " + column + " >= ? AND " + column + " <= ?", low, high);
    return snapshot.rows(rows.add(order() + " LIMIT ?", limit), reader);
  }

  private String order() {
    return " ORDER BY " + column + (descending ? " DESC" : "");
  }
}
