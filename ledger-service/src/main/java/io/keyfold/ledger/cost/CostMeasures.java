package io.keyfold.ledger.cost;

import io.keyfold.ledger.query.TenantSql;
import io.keyfold.ledger.usage.Measures;
import java.util.List;

/**
 * Computes costs. Each operation is joined with the segment of its time, tool and meter. Rows are grouped by everything
 * that makes amounts incomparable, so a row is either priced as a whole or not at all. Amounts are exact decimals.
 *
 * @param segments the prices
 * @param filters further conditions
 */
record CostMeasures(List<PriceSegment> segments, CostFilters filters) implements Measures {
  /** Nothing prices the operation. */
  static final String NO_PRICE = "no_price";

  /** Success and failure cost differently, and whether the provider did what was asked is not known. */
  static final String OUTCOME_UNKNOWN = "outcome_unknown";

  /** Outcomes of operations that the provider certainly did not carry out. */
  private static final String FAILED =
    "outcome IN ('FAILED', 'PROVIDER_REFUSED', 'PROVIDER_UNREACHABLE', 'RATE_LIMITED')";

  @Override
  public String source(TenantSql sql) {
    sql.add(", prices AS (SELECT ");
    new PriceArrays(segments).columns(sql);
    sql.add("), own_tools AS (SELECT DISTINCT price_provider, price_meter, price_tool FROM prices ");
    sql.add("WHERE price_tool <> ''), keyed AS NOT MATERIALIZED (SELECT counted.*, ");
    sql.add("coalesce(own_tools.price_tool, '') AS tool_key FROM counted LEFT JOIN own_tools ON ");
    sql.add(
      "own_tools.price_provider = provider_id AND own_tools.price_meter = meter AND own_tools.price_tool = tool)"
    );
    sql.add(
      ", matched AS NOT MATERIALIZED (SELECT keyed.*, prices.* EXCLUDE (price_provider, price_meter, price_tool), "
    );
    sql.add(rate("list") + " AS list_rate, " + rate("price") + " AS rate FROM keyed LEFT JOIN prices ON ");
    sql.add("price_provider = provider_id AND price_meter = meter AND price_tool = tool_key ");
    sql.add("AND epoch_us(occurred_at) >= price_start AND epoch_us(occurred_at) < price_end)");
    sql.add(", priced AS NOT MATERIALIZED (SELECT *, CASE WHEN rate IS NOT NULL THEN price_kind END AS price_source, ");
    sql.add("CASE WHEN rate IS NOT NULL THEN price_code END AS currency, ");
    sql.add("CASE WHEN list_rate IS NOT NULL THEN list_code END AS list_currency, ");
    sql.add("CASE WHEN rate IS NOT NULL THEN NULL WHEN price_kind IS NULL THEN '" + NO_PRICE + "' ");
    sql.add("ELSE '" + OUTCOME_UNKNOWN + "' END AS unpriced_reason FROM matched) ");
    return "priced";
  }

  private static String rate(String price) {
    String unit = price + "_unit";
    String failed = price + "_failed";
    return (
      "CASE WHEN outcome = 'SUCCEEDED' OR " +
      unit +
      " = " +
      failed +
      " THEN " +
      unit +
      " WHEN " +
      FAILED +
      " THEN " +
      failed +
      " END"
    );
  }

  @Override
  public void conditions(TenantSql sql) {
    filters.add(sql);
  }

  @Override
  public List<String> groups() {
    return List.of("price_source", "currency", "list_currency", "unpriced_reason");
  }

  @Override
  public List<String> sums() {
    return List.of("sum(quantity)", "count(*)", "sum(quantity * list_rate)", "sum(quantity * rate)");
  }
}
