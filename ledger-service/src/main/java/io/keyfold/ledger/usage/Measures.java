package io.keyfold.ledger.usage;

import io.keyfold.ledger.query.TenantSql;
import java.util.List;

/** What a report computes of each group of operations. Pure. */
public interface Measures {
  /** {@return the months, days or other parts of time that are read to compute the query's time range} */
  default ReadRange reads(UsageQuery query) {
    return new ReadRange(query.from(), query.to());
  }

  /**
   * Appends tables to the query, after the table {@code counted}, which contains the tenant's operations in the time
   * that {@link #reads} says.
   *
   * @return the table to read: {@code counted}, or one with the same rows and further columns
   */
  String source(TenantSql sql);

  /** Appends conditions on the rows, each beginning with {@code AND}. */
  void conditions(TenantSql sql);

  /** {@return further columns by which the rows are always grouped} */
  List<String> groups();

  /** {@return what is computed of each group} */
  List<String> sums();
}
