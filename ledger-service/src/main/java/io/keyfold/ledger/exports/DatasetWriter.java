package io.keyfold.ledger.exports;

import io.keyfold.ledger.table.Column;
import io.keyfold.ledger.usage.ReportSource;
import io.keyfold.ledger.usage.UsageQuery;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes the rows of a dataset. For one thread. */
interface DatasetWriter {
  /**
   * A file of the dataset.
   *
   * @param name its name without the ending
   * @param columns its columns
   */
  record Layout(String name, List<Column> columns) {}

  /** Receives rows. */
  @FunctionalInterface
  interface Rows {
    /**
     * Receives a row.
     *
     * @param file index of the file
     * @param values a value for each column
     */
    void write(int file, @Nullable Object[] values);
  }

  /** {@return the start of the operations that are read; prices with tiers need those of the whole month} */
  default Instant readsFrom(UsageQuery query) {
    return query.from();
  }

  /** {@return the files} */
  List<Layout> files();

  /** Passes on the rows of a part of the time range, in a total order. */
  void write(ReportSource part, Rows rows);
}
