package io.keyfold.ledger.cost;

import io.keyfold.ledger.prices.TenantPrices;
import io.keyfold.ledger.query.SnapshotReader;
import io.keyfold.ledger.testing.TestLedger;
import io.keyfold.ledger.usage.Buckets;
import io.keyfold.ledger.usage.UsageParameters;
import io.keyfold.ledger.usage.UsageQuery;
import io.keyfold.ledger.usage.UsageSql;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import io.keyfold.platform.web.ListQuery;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Totals of {@code GET /costs} and of the records behind them, as "kind currency" by amount, without zeros. */
public final class CostTotals {

  private CostTotals() {}

  /** {@return the totals of the response} */
  public static Map<String, BigDecimal> ofCosts(
    TestLedger ledger,
    State prices,
    TenantId tenant,
    Map<String, List<String>> parameters
  ) {
    UsageQuery query = UsageParameters.parse(list(parameters), Instant.EPOCH);
    CostMeasures measures = measures(prices, tenant, query);
    Buckets buckets = Buckets.of(query.granularity(), query.zone(), query.from(), query.to());
    Map<String, BigDecimal> totals = new TreeMap<>();
    SnapshotReader.rows(
      ledger.store(),
      UsageSql.groups(tenant, query, buckets, Optional.empty(), measures),
      new CostRows(query, buckets, measures)
    ).forEach(item -> {
      add(totals, "list", item.listCurrency(), item.listCost());
      add(totals, "contracted", item.currency(), item.contractedCost());
      add(totals, "billed", item.currency(), item.billedCost());
    });
    return totals;
  }

  /** {@return the totals of the drill-down} */
  public static Map<String, BigDecimal> ofRecords(
    TestLedger ledger,
    State prices,
    TenantId tenant,
    Map<String, List<String>> parameters
  ) {
    UsageQuery query = UsageParameters.parse(list(parameters), Instant.EPOCH);
    CostMeasures measures = measures(prices, tenant, query);
    Map<String, BigDecimal> totals = new TreeMap<>();
    SnapshotReader.rows(
      ledger.store(),
      UsageSql.operations(tenant, query, Optional.empty(), measures, CostRecordBody.columns(measures)),
      row -> CostRecordBody.read(row, measures)
    ).forEach(item -> {
      add(totals, "list", item.listCurrency(), item.listCost());
      add(totals, "contracted", item.currency(), item.contractedCost());
      add(totals, "billed", item.currency(), item.billedCost());
    });
    return totals;
  }

  /** Adds an amount that is known. */
  public static void add(
    Map<String, BigDecimal> totals,
    String kind,
    @Nullable String currency,
    @Nullable String amount
  ) {
    if (currency != null && amount != null && new BigDecimal(amount).signum() != 0) {
      totals.merge(kind + " " + currency, new BigDecimal(amount), (one, other) -> one.add(other).stripTrailingZeros());
      totals.computeIfPresent(kind + " " + currency, (key, sum) -> sum.stripTrailingZeros());
    }
  }

  private static CostMeasures measures(State prices, TenantId tenant, UsageQuery query) {
    TenantPrices known = TenantPrices.read(tenant, prices);
    return CostMeasures.of(known, query, CostFilters.of(ListQuery.first()), Optional.empty());
  }

  private static ListQuery list(Map<String, List<String>> parameters) {
    return new ListQuery(20, null, null, false, parameters, Map.of());
  }
}
