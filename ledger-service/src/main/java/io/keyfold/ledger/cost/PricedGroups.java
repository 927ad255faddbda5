package io.keyfold.ledger.cost;

import io.keyfold.ledger.prices.TenantPrices;
import io.keyfold.ledger.query.Snapshot;
import io.keyfold.ledger.query.TenantSql;
import io.keyfold.ledger.usage.Buckets;
import io.keyfold.ledger.usage.Measures;
import io.keyfold.ledger.usage.ReadRange;
import io.keyfold.ledger.usage.UsageGroup;
import io.keyfold.ledger.usage.UsageQuery;
import io.keyfold.platform.web.ListQuery;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The costs of {@code GET /costs} for other uses: with the same prices, and optionally split by price.
 *
 * @param costs computes the costs
 * @param byPrice whether all operations of a group have the same price
 */
public record PricedGroups(Measures costs, boolean byPrice) implements Measures {
  private static final List<String> PRICE = List.of(
    "outcome = 'SUCCEEDED'",
    "price_version",
    "list_version",
    CostMeasures.UNIT_PRICE,
    CostMeasures.LIST_UNIT_PRICE
  );

  /**
   * {@return the groups of a query}
   *
   * @param prices the price lists
   * @param filters the filters of a request to {@code GET /costs}
   * @throws io.keyfold.platform.error.ApiException {@code invalid_data} if a filter is invalid, {@code bad_request} if too
   *     many prices apply
   */
  public static PricedGroups of(TenantPrices prices, UsageQuery query, ListQuery filters, boolean byPrice) {
    return new PricedGroups(CostMeasures.of(prices, query, CostFilters.of(filters), Optional.empty()), byPrice);
  }

  /** {@return whether the parameter filters costs only, and not usage} */
  public static boolean filters(String parameter) {
    return CostFilters.NAMES.contains(parameter);
  }

  /**
   * Checks the filters of a request.
   *
   * @throws io.keyfold.platform.error.ApiException {@code invalid_data} if a filter is invalid
   */
  public static void requireValid(ListQuery filters) {
    CostFilters.of(filters);
  }

  /** {@return the time whose prices may count: whole months, since tiers count earlier operations of a month} */
  public static ReadRange priced(UsageQuery query) {
    return TierSql.months(query);
  }

  @Override
  public ReadRange reads(UsageQuery query) {
    return costs.reads(query);
  }

  @Override
  public String source(TenantSql sql) {
    return costs.source(sql);
  }

  @Override
  public void conditions(TenantSql sql) {
    costs.conditions(sql);
  }

  @Override
  public List<String> groups() {
    List<String> groups = new ArrayList<>(costs.groups());
    if (byPrice) {
      groups.addAll(PRICE);
    }
    return groups;
  }

  @Override
  public List<String> sums() {
    return costs.sums();
  }

  /** {@return a reader of the rows of a query with these measures} */
  public Snapshot.RowReader<PricedGroup> reader(UsageQuery query, Buckets buckets) {
    return row -> read(row, query, buckets);
  }

  private PricedGroup read(ResultSet row, UsageQuery query, Buckets buckets) throws SQLException {
    UsageGroup group = UsageGroup.read(row, query, buckets);
    int column = UsageGroup.columns(query);
    int sums = column + groups().size();
    Cost cost = new Cost(row.getBigDecimal(sums + 3), row.getBigDecimal(sums + 4), group.payer());
    String billed = cost.billed();
    return new PricedGroup(
      group,
      row.getString(column + 1),
      row.getString(column + 2),
      row.getString(column + 3),
      row.getString(column + 4),
      row.getBigDecimal(sums + 1),
      row.getLong(sums + 2),
      cost.list(),
      cost.contracted(),
      billed == null ? null : new BigDecimal(billed),
      byPrice ? price(row, column + costs.groups().size()) : null
    );
  }

  private static PricedGroup.UnitPrice price(ResultSet row, int column) throws SQLException {
    Optional<PriceReference> price = reference(row.getString(column + 2));
    Optional<PriceReference> list = reference(row.getString(column + 3));
    return new PricedGroup.UnitPrice(
      row.getBoolean(column + 1),
      price.map(PriceReference::priceListId).orElse(null),
      price.map(PriceReference::version).orElse(null),
      row.getBigDecimal(column + 4),
      list.map(PriceReference::priceListId).orElse(null),
      list.map(PriceReference::version).orElse(null),
      row.getBigDecimal(column + 5)
    );
  }

  private static Optional<PriceReference> reference(@Nullable String text) {
    return Optional.ofNullable(text).map(PriceReference::parse);
  }
}
