package io.keyfold.ledger.cost;

import io.keyfold.ledger.query.TenantSql;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.web.ListQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Filters by what decides the cost of an operation.
 *
 * @param values values by column, which is the parameter's name; {@code none} for operations without a value
 */
record CostFilters(Map<String, List<String>> values) {
  /** The value of operations that have none. */
  static final String NONE = "none";

  /** The filters, beside those of usage. */
  static final List<String> NAMES = List.of(
    "unit",
    "price_source",
    "currency",
    "list_currency",
    "unpriced_reason",
    Conversion.COLUMN
  );

  private static final Map<String, List<String>> CHOICES = Map.of(
    "price_source",
    List.of("contract", "list", NONE),
    "unpriced_reason",
    List.of(CostMeasures.NO_PRICE, CostMeasures.OUTCOME_UNKNOWN, CostMeasures.MONTH_INCOMPLETE, NONE)
  );

  /**
   * {@return the filters of a request}
   *
   * @throws ApiException {@code invalid_data} if a value is unknown
   */
  static CostFilters of(ListQuery query) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String name : NAMES) {
      List<String> sent = query.values(name);
      List<String> choices = CHOICES.getOrDefault(name, sent);
      if (!choices.containsAll(sent)) {
        throw ApiException.invalid("unknown_value", name + " is one of: " + String.join(", ", choices), name);
      }
      if (name.equals(Conversion.COLUMN) && !sent.isEmpty() && query.values(Conversion.PARAMETER).isEmpty()) {
        throw ApiException.invalid("conflict", name + " needs " + Conversion.PARAMETER, name);
      }
      if (!sent.isEmpty()) {
        values.put(name, sent);
      }
    }
    return new CostFilters(values);
  }

  /** Appends the conditions. */
  void add(TenantSql sql) {
    values.forEach((column, sent) -> {
      List<String> named = new ArrayList<>(sent);
      boolean none = named.removeIf(NONE::equals);
      sql.add("AND (" + (none ? column + " IS NULL" : "false"));
      if (!named.isEmpty()) {
        sql.add(" OR ").in(column, named);
      }
      sql.add(") ");
    });
  }
}
