package io.keyfold.platform.web;

import io.keyfold.platform.error.ApiException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is asked for. A controller takes it as an argument and declares the list's filters with
 * {@link Filters}.
 *
 * @param limit items on the page, 1 to 100
 * @param after only objects behind this id in the list's order
 * @param before only objects ahead of this id in the list's order; never together with {@code after}
 * @param descending whether the order is newest first
 * @param filters values by filter; a filter that was not sent is missing, but for {@code status}
 * @param ranges times by filter
 */
public record ListQuery(
  int limit,
  @Nullable String after,
  @Nullable String before,
  boolean descending,
  Map<String, List<String>> filters,
  Map<String, TimeRange> ranges
) {
  /** How many items a page has unless the caller says. */
  public static final int DEFAULT_LIMIT = 20;

  /** How many items a page has at most. */
  public static final int MAX_LIMIT = 100;

  /** Copies the filters. */
  public ListQuery {
    filters = Map.copyOf(filters);
    ranges = Map.copyOf(ranges);
  }

  /** {@return the first page without filters} */
  public static ListQuery first() {
    return new ListQuery(DEFAULT_LIMIT, null, null, false, Map.of(), Map.of());
  }

  /** {@return whether a filter lets the value through: it was not sent, or the value is among its own} */
  public boolean admits(String filter, @Nullable String value) {
    List<String> wanted = filters.get(filter);
    return wanted == null || (value != null && wanted.contains(value));
  }

  /** {@return whether a filter lets an object with several values through: not sent, or one of them is among its own} */
  public boolean admitsAny(String filter, Collection<String> values) {
    List<String> wanted = filters.get(filter);
    return wanted == null || values.stream().anyMatch(wanted::contains);
  }

  /** {@return whether a filter by time lets the time through} */
  public boolean within(String filter, Instant time) {
    TimeRange range = ranges.get(filter);
    return range == null || range.contains(time);
  }

  /** {@return the values of a filter; empty if it was not sent} */
  public List<String> values(String filter) {
    return filters.getOrDefault(filter, List.of());
  }

  /** {@return the value of a filter that takes one; errors with 400 for several} */
  public Optional<String> one(String filter) {
    List<String> values = values(filter);
    if (values.size() > 1) {
      throw ApiException.invalid("too_many", filter + " takes one value", filter);
    }
    return values.stream().findFirst();
  }

  /** {@return the time that a filter of one value holds; errors with 400 if it is none} */
  public Optional<Instant> time(String filter) {
    return one(filter).map(value -> QueryValues.time(filter, value));
  }

  /** {@return the value of a filter that takes one of a set; errors with 400 for another} */
  public Optional<String> oneOf(String filter, Collection<String> choices) {
    return one(filter).map(value -> QueryValues.choice(filter, value, choices));
  }
}
