package io.keyfold.platform.web;

import io.keyfold.platform.error.ApiException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The requested page of a list; available as a controller argument. The list's filters are declared with
 * {@link Filters}.
 *
 * @param limit number of items per page, 1 to 100
 * @param after only objects after this id in the list's order
 * @param before only objects before this id in the list's order; never together with {@code after}
 * @param descending whether the order is newest first
 * @param filters values by filter; filters that were not sent are missing, except {@code status}
 * @param ranges time ranges by filter
 */
public record ListQuery(
  int limit,
  @Nullable String after,
  @Nullable String before,
  boolean descending,
  Map<String, List<String>> filters,
  Map<String, TimeRange> ranges
) {
  /** Default number of items per page. */
  public static final int DEFAULT_LIMIT = 20;

  /** Maximum number of items per page. */
  public static final int MAX_LIMIT = 100;

  private static final Set<String> REMOVED = Set.of("archived", "deleted");

  /** Copies the filters. */
  public ListQuery {
    filters = Map.copyOf(filters);
    ranges = Map.copyOf(ranges);
  }

  /** {@return the statuses that a list without the filter shows: all of them but {@code archived} and {@code deleted}} */
  public static List<String> defaultStatuses(Collection<String> statuses) {
    return statuses
      .stream()
      .filter(status -> !REMOVED.contains(status))
      .sorted()
      .toList();
  }

  /** {@return the first page without filters} */
  public static ListQuery first() {
    return filtered(Map.of());
  }

  /** {@return the first page with these filters} */
  public static ListQuery filtered(Map<String, List<String>> filters) {
    return new ListQuery(DEFAULT_LIMIT, null, null, false, filters, Map.of());
  }

  /** {@return whether the value passes the filter: the filter was not sent or contains the value} */
  public boolean admits(String filter, @Nullable String value) {
    List<String> wanted = filters.get(filter);
    return wanted == null || (value != null && wanted.contains(value));
  }

  /** {@return whether any of the values passes the filter: the filter was not sent or contains one of them} */
  public boolean admitsAny(String filter, Collection<String> values) {
    List<String> wanted = filters.get(filter);
    return wanted == null || values.stream().anyMatch(wanted::contains);
  }

  /** {@return whether the time passes the filter} */
  public boolean within(String filter, Instant time) {
    TimeRange range = ranges.get(filter);
    return range == null || range.contains(time);
  }

  /** {@return the values of a filter; empty if it was not sent} */
  public List<String> values(String filter) {
    return filters.getOrDefault(filter, List.of());
  }

  /** {@return the value of a single-valued filter; errors with 400 if there are several} */
  public Optional<String> one(String filter) {
    List<String> values = values(filter);
    if (values.size() > 1) {
      throw ApiException.invalid("too_many", filter + " takes one value", filter);
    }
    return values.stream().findFirst();
  }

  /** {@return the time value of a single-valued filter; errors with 400 if it is not a time} */
  public Optional<Instant> time(String filter) {
    return one(filter).map(value -> QueryValues.time(filter, value));
  }

  /** {@return the value of a single-valued filter; errors with 400 if it is not among the choices} */
  public Optional<String> oneOf(String filter, Collection<String> choices) {
    return one(filter).map(value -> QueryValues.choice(filter, value, choices));
  }
}
