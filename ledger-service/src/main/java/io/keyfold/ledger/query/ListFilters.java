package io.keyfold.ledger.query;

import io.keyfold.platform.web.ListQuery;
import io.keyfold.platform.web.TimeRange;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Appends filters of a list to its SQL, after a {@code WHERE} condition.
 *
 * @param query the list's filters
 */
public record ListFilters(ListQuery query) {
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  /** Appends {@code AND column IN (...)} if the filter was sent. */
  public ListFilters in(TenantSql sql, String filter, String column) {
    List<String> values = query.values(filter);
    if (!values.isEmpty()) {
      sql.add(" AND ").in(column, values);
    }
    return this;
  }

  /** Appends the time range of a filter, in whole milliseconds, if it was sent. */
  public ListFilters within(TenantSql sql, String filter, String column) {
    TimeRange range = query.ranges().get(filter);
    if (range != null && range.gt() != null) {
      sql.add(" AND date_trunc('millisecond', " + column + ") > ?", timestamp(range.gt()));
    }
    if (range != null && range.lt() != null) {
      sql.add(" AND " + column + " < ?", timestamp(range.lt()));
    }
    return this;
  }

  /**
   * {@return the time as a parameter that compares with a column} Columns are in UTC, without a zone. A time outside of
   * the database's range becomes one before or after all rows.
   */
  public static LocalDateTime timestamp(Instant time) {
    Instant known = time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time;
    return LocalDateTime.ofInstant(known, ZoneOffset.UTC);
  }
}
