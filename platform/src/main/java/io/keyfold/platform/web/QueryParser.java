package io.keyfold.platform.web;

import io.keyfold.platform.error.ApiException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * Parses list queries in all formats that clients send: {@code a=1}, repeated, {@code a[]=1}, {@code a[0]=1},
 * {@code a[gt]=1}, snake_case or camelCase.
 *
 * @param values filters by value
 * @param times filters by time
 * @param statuses allowed values of {@code status}
 */
record QueryParser(Set<String> values, Set<String> times, Set<String> statuses) {
  private static final Set<String> PAGING = Set.of("limit", "after", "before", "cursor", "order");

  /** Selects the API version on any request; there is only one. */
  private static final String API_VERSION = "api-version";

  private static final int MAX_VALUES = 100;
  private static final int MAX_LENGTH = 512;

  static QueryParser of(@Nullable Filters filters) {
    return filters == null
      ? new QueryParser(Set.of("id"), Set.of(), Set.of())
      : new QueryParser(with("id", filters.value()), Set.of(filters.times()), Set.of(filters.statuses()));
  }

  private static Set<String> with(String first, String... more) {
    Set<String> all = new TreeSet<>(List.of(more));
    all.add(first);
    return all;
  }

  ListQuery parse(MultiValueMap<String, String> query) {
    Map<String, List<String>> sent = new LinkedHashMap<>();
    Map<String, TimeRange> ranges = new LinkedHashMap<>();
    query.forEach((raw, given) -> {
      if (!raw.equals(API_VERSION)) {
        QueryName name = QueryName.of(raw);
        if (name == null || !fits(name)) {
          throw unknown(raw);
        }
        collect(name, given, sent, ranges);
      }
    });
    return build(sent, ranges);
  }

  private boolean fits(QueryName name) {
    return switch (name.form()) {
      case VALUE -> PAGING.contains(name.base()) || values.contains(name.base());
      case LIST -> values.contains(name.base());
      case GT, LT -> times.contains(name.base());
    };
  }

  private void collect(
    QueryName name,
    List<String> given,
    Map<String, List<String>> sent,
    Map<String, TimeRange> ranges
  ) {
    List<String> checked = given
      .stream()
      .map(value -> checked(name.base(), value))
      .toList();
    if (times.contains(name.base())) {
      Instant bound = QueryValues.time(name.base(), QueryValues.single(name.base(), checked));
      TimeRange range = ranges.getOrDefault(name.base(), new TimeRange(null, null));
      ranges.put(
        name.base(),
        name.form() == QueryName.Form.GT ? new TimeRange(bound, range.lt()) : new TimeRange(range.gt(), bound)
      );
      return;
    }
    List<String> all = sent.computeIfAbsent(name.base(), base -> new ArrayList<>());
    all.addAll(checked);
    if (all.size() > MAX_VALUES) {
      throw ApiException.invalid("too_many", name.base() + " takes at most " + MAX_VALUES + " values", name.base());
    }
  }

  private static String checked(String name, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      throw ApiException.invalid("too_short", name + " has no value; leave it out or give one", name);
    }
    if (value.length() > MAX_LENGTH) {
      throw ApiException.invalid("too_long", name + " has at most " + MAX_LENGTH + " characters", name);
    }
    TextForm form = TextForm.ofField(name);
    if (!form.admits(value)) {
      throw ApiException.invalid("format", name + " " + form.rule(), name);
    }
    return value;
  }

  private ListQuery build(Map<String, List<String>> sent, Map<String, TimeRange> ranges) {
    String limit = take(sent, "limit");
    String order = take(sent, "order");
    PageBounds position = PageBounds.of(take(sent, "after"), take(sent, "before"), take(sent, "cursor"));
    if (values.contains("status")) {
      sent
        .computeIfAbsent("status", status -> ListQuery.defaultStatuses(statuses))
        .forEach(status -> QueryValues.choice("status", status, statuses));
    }
    sent.replaceAll((name, list) -> List.copyOf(list));
    return new ListQuery(
      limit == null ? ListQuery.DEFAULT_LIMIT : QueryValues.limit(limit),
      position.after(),
      position.before(),
      order != null && QueryValues.choice("order", order, List.of("asc", "desc")).equals("desc"),
      sent,
      ranges
    );
  }

  private static @Nullable String take(Map<String, List<String>> sent, String name) {
    List<String> values = sent.remove(name);
    return values == null ? null : QueryValues.single(name, values);
  }

  private ApiException unknown(String raw) {
    Set<String> allowed = new TreeSet<>(PAGING);
    allowed.addAll(values);
    times.forEach(time -> allowed.addAll(List.of(time + "[gt]", time + "[lt]")));
    // Quote the sent name only if it looks like a parameter name.
    String name = QueryName.of(raw) == null || raw.getBytes(StandardCharsets.UTF_8).length > 64 ? "A parameter" : raw;
    String message = name + " is not a parameter of this list; allowed: " + String.join(", ", allowed);
    return name.equals(raw)
      ? ApiException.invalid("unknown_field", message, raw)
      : ApiException.invalid("unknown_field", message);
  }
}
