package io.keyfold.ledger.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A table whose columns are computed from rows.
 *
 * @param columns the columns in their order, each with its value in a row
 * @param <R> rows
 */
public record RowTable<R>(Map<Column, Function<R, @Nullable Object>> columns) {
  /** Collects columns. */
  public static final class Builder<R> {

    private final Map<Column, Function<R, @Nullable Object>> columns = new LinkedHashMap<>();

    /** Appends a column. */
    public Builder<R> add(Column column, Function<R, @Nullable Object> value) {
      columns.put(column, value);
      return this;
    }

    /** {@return the table} */
    public RowTable<R> build() {
      return new RowTable<>(columns);
    }
  }

  /** {@return the columns in their order} */
  public List<Column> names() {
    return List.copyOf(columns.keySet());
  }

  /** {@return the values of a row in the order of the columns} */
  public @Nullable Object[] values(R row) {
    @Nullable
    Object[] values = new Object[columns.size()];
    int at = 0;
    for (Function<R, @Nullable Object> value : columns.values()) {
      values[at++] = value.apply(row);
    }
    return values;
  }
}
