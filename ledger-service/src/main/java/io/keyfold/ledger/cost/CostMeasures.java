package io.keyfold.ledger.cost;

import io.keyfold.ledger.prices.PriceInterval;
import io.keyfold.ledger.prices.TenantPrices;
import io.keyfold.ledger.query.TenantSql;
import io.keyfold.ledger.usage.Dimension;
import io.keyfold.ledger.usage.Measures;
import io.keyfold.ledger.usage.ReadRange;
import io.keyfold.ledger.usage.UsageQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Computes costs. Each operation is joined with the segment of its time, tool and meter. Rows are grouped by everything
 * that makes amounts incomparable, so a row is either priced as a whole or not at all. Amounts are exact decimals.
 *
 * @param segments the prices
 * @param filters further conditions
 * @param tiers computes prices that depend on the quantity of a month; empty if there are none
 * @param conversion finds exchange rates; empty if costs are not converted
 */
record CostMeasures(
  List<PriceSegment> segments,
  CostFilters filters,
  Optional<TierSql> tiers,
  Optional<Conversion> conversion
) implements Measures {
  /** Nothing prices the operation. */
  static final String NO_PRICE = "no_price";

  /** Success and failure cost differently, and whether the provider did what was asked is not known. */
  static final String OUTCOME_UNKNOWN = "outcome_unknown";

  /** The column with the price of one unit; null if it may differ between the operation's units. */
  static final String UNIT_PRICE = unitPrice("price_flat", "amount");

  /** The same of the list price. */
  static final String LIST_UNIT_PRICE = unitPrice("list_flat", "list_amount");

  /** The price depends on the quantity of the month, and part of the month was removed by retention. */
  static final String MONTH_INCOMPLETE = "month_incomplete";

  /** Outcomes of operations that the provider certainly did not carry out. */
  private static final String FAILED =
    "outcome IN ('FAILED', 'PROVIDER_REFUSED', 'PROVIDER_UNREACHABLE', 'RATE_LIMITED')";

  /**
   * {@return the measures of a query}
   *
   * @param retainedFrom before it, operations were removed by retention; empty if none were
   * @throws io.keyfold.platform.error.ApiException {@code bad_request} if too many prices apply
   */
  static CostMeasures of(TenantPrices prices, UsageQuery query, CostFilters filters, Optional<Instant> retainedFrom) {
    List<PriceInterval> applying = applying(prices, new ReadRange(query.from(), query.to()), query);
    boolean tiered = TierSql.steps(applying).isPresent();
    // With tiers, the prices of earlier operations of the months decide which of them count.
    List<PriceInterval> all = tiered ? applying(prices, TierSql.months(query), query) : applying;
    return new CostMeasures(
      PriceSelection.of(all),
      filters,
      TierSql.steps(all).map(steps -> new TierSql(steps, retainedFrom)),
      Optional.empty()
    );
  }

  /** {@return the same with converted costs} */
  CostMeasures in(Optional<Conversion> reporting) {
    return new CostMeasures(segments, filters, tiers, reporting);
  }

  private static List<PriceInterval> applying(TenantPrices prices, ReadRange range, UsageQuery query) {
    return prices.within(range.from(), range.to(), query.filter(Dimension.PROVIDER));
  }

  @Override
  public ReadRange reads(UsageQuery query) {
    return tiers.isPresent() ? TierSql.months(query) : Measures.super.reads(query);
  }

  @Override
  public String source(TenantSql sql) {
    sql.add(", prices AS (SELECT ");
    new PriceArrays(segments, tiers.map(TierSql::steps)).columns(sql);
    sql.add("), own_tools AS (SELECT DISTINCT price_provider, price_meter, price_tool FROM prices ");
    sql.add("WHERE price_tool <> ''), keyed AS NOT MATERIALIZED (SELECT counted.*, ");
    sql.add("coalesce(own_tools.price_tool, '') AS tool_key FROM counted LEFT JOIN own_tools ON ");
    sql.add(
      "own_tools.price_provider = provider_id AND own_tools.price_meter = meter AND own_tools.price_tool = tool)"
    );
    sql.add(
      ", matched AS NOT MATERIALIZED (SELECT keyed.*, prices.* EXCLUDE (price_provider, price_meter, price_tool), "
    );
    sql.add(rate("list") + " AS list_flat, " + rate("price") + " AS price_flat FROM keyed LEFT JOIN prices ON ");
    sql.add("price_provider = provider_id AND price_meter = meter AND price_tool = tool_key ");
    sql.add("AND epoch_us(occurred_at) >= price_start AND epoch_us(occurred_at) < price_end)");
    tiers.ifPresent(one -> one.running(sql));
    sql.add(", costed AS NOT MATERIALIZED (SELECT *, " + amount("list") + " AS list_amount, ");
    sql.add(amount("price") + " AS amount FROM " + (tiers.isPresent() ? "running" : "matched") + ")");
    sql.add(
      ", priced AS NOT MATERIALIZED (SELECT *, CASE WHEN amount IS NOT NULL THEN price_kind END AS price_source, "
    );
    sql.add("CASE WHEN amount IS NOT NULL THEN price_code END AS currency, ");
    sql.add("CASE WHEN list_amount IS NOT NULL THEN list_code END AS list_currency, ");
    sql.add("CASE WHEN amount IS NOT NULL THEN NULL WHEN price_kind IS NULL THEN '" + NO_PRICE + "' ");
    tiers.ifPresent(one -> sql.add("WHEN price_tiered AND " + TierSql.SUCCEEDED + " THEN '" + MONTH_INCOMPLETE + "' "));
    sql.add("ELSE '" + OUTCOME_UNKNOWN + "' END AS unpriced_reason FROM costed) ");
    return conversion.map(one -> one.source(sql, "priced")).orElse("priced");
  }

  /** The price of one unit, where it does not depend on the quantity of the month. */
  private String rate(String price) {
    String unit = price + "_unit";
    String failed = price + "_failed";
    String flat =
      "CASE WHEN " +
      TierSql.SUCCEEDED +
      " OR " +
      unit +
      " = " +
      failed +
      " THEN " +
      unit +
      " WHEN " +
      FAILED +
      " THEN " +
      failed +
      " END";
    return tiers.isEmpty()
      ? flat
      : "CASE WHEN NOT " + price + "_tiered THEN " + flat + " WHEN " + FAILED + " THEN " + failed + " END";
  }

  private String amount(String price) {
    String flat = "quantity * " + price + "_flat";
    return tiers
      .map(
        one ->
          "CASE WHEN " +
          price +
          "_tiered AND " +
          TierSql.SUCCEEDED +
          " THEN " +
          one.amount(price) +
          " ELSE " +
          flat +
          " END"
      )
      .orElse(flat);
  }

  private static String unitPrice(String flat, String amount) {
    return "coalesce(" + flat + ", CASE WHEN quantity = 1 THEN " + amount + " END)";
  }

  @Override
  public void conditions(TenantSql sql) {
    filters.add(sql);
  }

  @Override
  public List<String> groups() {
    List<String> groups = List.of("price_source", "currency", "list_currency", "unpriced_reason");
    return conversion.isEmpty() ? groups : Stream.concat(groups.stream(), Stream.of(Conversion.COLUMN)).toList();
  }

  @Override
  public List<String> sums() {
    return List.of("sum(quantity)", "count(*)", "sum(list_amount)", "sum(amount)");
  }
}
