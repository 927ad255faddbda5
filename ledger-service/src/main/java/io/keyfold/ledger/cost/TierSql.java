package io.keyfold.ledger.cost;

import io.keyfold.ledger.prices.PriceInterval;
import io.keyfold.ledger.prices.Tiers;
import io.keyfold.ledger.query.TenantSql;
import io.keyfold.ledger.store.Columns;
import io.keyfold.ledger.usage.ReadRange;
import io.keyfold.ledger.usage.UsageQuery;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * SQL of prices that depend on the quantity of a month. The month's operations are put in the order of their time and id;
 * each costs what its own units cost at its place, so costs of operations add up to that of the month.
 *
 * @param steps maximum number of tiers of a price
 * @param retainedFrom before it, operations were removed by retention; empty if none were
 */
record TierSql(int steps, Optional<Instant> retainedFrom) {
  /** Operations that count for the free quota and the tiers. */
  static final String SUCCEEDED = "outcome = 'SUCCEEDED'";

  /** {@return the whole months of the query's time range} */
  static ReadRange months(UsageQuery query) {
    ZonedDateTime from = month(query.from());
    ZonedDateTime to = month(query.to());
    boolean whole = to.toInstant().equals(query.to());
    return new ReadRange(from.toInstant(), (whole ? to : to.plusMonths(1)).toInstant());
  }

  private static ZonedDateTime month(Instant time) {
    return time.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
  }

  /** Appends the table {@code running}: that of the operations with the quantities of their months until each. */
  void running(TenantSql sql) {
    long retained = retainedFrom.map(Columns::micros).orElse(Long.MIN_VALUE);
    sql.add(", running AS NOT MATERIALIZED (SELECT *, epoch_us(price_month) >= ? AS whole_month", retained);
    for (String price : List.of("list", "price")) {
      String pool = "PARTITION BY " + price + "_pool, provider_id, meter, payer, price_month";
      sql.add(", sum(units) OVER (" + pool + ") AS " + price + "_total");
      sql.add(", sum(units) OVER (" + pool + " ORDER BY occurred_at, record_id ROWS UNBOUNDED PRECEDING) AS ");
      sql.add(price + "_until");
    }
    sql.add(" FROM (SELECT *, CASE WHEN attempted AND " + SUCCEEDED + " THEN quantity ELSE 0 END AS units, ");
    sql.add("date_trunc('month', occurred_at) AS price_month FROM matched))");
  }

  /** {@return what an operation that succeeded costs; null if its month is not complete} */
  String amount(String price) {
    String until = price + "_until";
    String before = "(" + until + " - quantity)";
    String volume = "(" + paid(price, until) + " - " + paid(price, before) + ") * " + reached(price);
    String graduated = total(price, paid(price, until)) + " - " + total(price, paid(price, before));
    return (
      "CASE WHEN whole_month THEN CASE WHEN " + price + "_volume THEN " + volume + " ELSE " + graduated + " END END"
    );
  }

  /** What is above the free quota. */
  private static String paid(String price, String quantity) {
    return "greatest(" + quantity + " - " + price + "_free, 0)";
  }

  /** The price of the tier that the month's quantity reaches. A price with fewer tiers has no end and no price here. */
  private String reached(String price) {
    StringBuilder sql = new StringBuilder("(CASE");
    for (int i = 1; i <= steps; i++) {
      sql.append(" WHEN " + paid(price, price + "_total") + " <= " + end(price, i) + " THEN " + step(price, i));
    }
    String last = price + "_unit";
    return steps == 0 ? last : sql.append(" ELSE " + last + " END)").toString();
  }

  /** What a quantity costs that begins at the first tier. */
  private String total(String price, String quantity) {
    List<String> parts = new ArrayList<>();
    String start = "0";
    for (int i = 1; i <= steps; i++) {
      String within = "greatest(least(" + quantity + ", " + end(price, i) + ") - " + start + ", 0)";
      parts.add("coalesce(" + step(price, i) + " * " + within + ", 0)");
      start = end(price, i);
    }
    List<String> ends = new ArrayList<>();
    for (int i = steps; i > 0; i--) {
      ends.add(end(price, i));
    }
    ends.add("0");
    String top = "coalesce(" + String.join(", ", ends) + ")";
    parts.add("greatest(" + quantity + " - " + top + ", 0) * " + price + "_unit");
    return "(" + String.join(" + ", parts) + ")";
  }

  /** {@return the column with the end of a tier, from 1} */
  static String end(String price, int tier) {
    return price + "_end" + tier;
  }

  /** {@return the column with the unit price of a tier, from 1} */
  static String step(String price, int tier) {
    return price + "_step" + tier;
  }

  /** {@return the maximum number of tiers; empty if each unit of each price costs the same} */
  static Optional<Integer> steps(List<PriceInterval> prices) {
    return prices
      .stream()
      .map(one -> one.price().tiers())
      .filter(tiers -> !tiers.none())
      .map(Tiers::steps)
      .map(List::size)
      .reduce(Math::max);
  }
}
