package io.keyfold.platform.web;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.id.Ids;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Parses single query values. Errors name the parameter and the fix, never the value. */
final class QueryValues {

  private QueryValues() {}

  static String single(String name, List<String> values) {
    if (values.size() != 1) {
      throw ApiException.invalid("too_many", name + " takes one value", name);
    }
    return values.get(0);
  }

  static int limit(String value) {
    int limit = value.matches("[0-9]{1,3}") ? Integer.parseInt(value) : 0;
    if (limit < 1 || limit > ListQuery.MAX_LIMIT) {
      throw ApiException.invalid("out_of_range", "limit is a whole number from 1 to " + ListQuery.MAX_LIMIT, "limit");
    }
    return limit;
  }

  static String id(String name, String value) {
    if (!Ids.isId(value)) {
      throw ApiException.invalid("format", name + " is the id of an object", name);
    }
    return value;
  }

  static String choice(String name, String value, Collection<String> choices) {
    if (!choices.contains(value)) {
      String allowed = String.join(", ", new TreeSet<>(choices));
      throw ApiException.invalid("unknown_value", name + " is one of: " + allowed, name);
    }
    return value;
  }

  static Instant time(String name, String value) {
    try {
      return OffsetDateTime.parse(value).toInstant();
    } catch (DateTimeException e) {
      throw ApiException.invalid("format", name + " is a time like 2026-01-02T03:04:05.678Z", name);
    }
  }
}
