package io.keyfold.ledger.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.ledger.events.LedgerEvent;
import io.keyfold.ledger.operations.Operation;
import io.keyfold.ledger.prices.TenantPrices;
import io.keyfold.ledger.query.SnapshotReader;
import io.keyfold.ledger.query.TenantSql;
import io.keyfold.ledger.store.OperationRows;
import io.keyfold.ledger.testing.TestLedger;
import io.keyfold.ledger.usage.Buckets;
import io.keyfold.ledger.usage.RandomLog;
import io.keyfold.ledger.usage.UsageParameters;
import io.keyfold.ledger.usage.UsageQuery;
import io.keyfold.ledger.usage.UsageSql;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.web.ListQuery;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import org.jspecify.annotations.Nullable;

/**
 * For random usage, prices, corrections and time zones, the costs equal a plain model, however they are grouped; and each
 * figure equals the sum of the operations behind it.
 */
@Tag("promise-5")
@Tag("promise-6")
class CostModelTest {

  private static final TenantId TENANT = new TenantId("tnt_a");
  private static final String UNPRICED = "unpriced";
  private static final List<String> GROUPS = List.of(
    "deployment",
    "provider,tool",
    "session,user",
    "credential_version,outcome",
    "deployment,tool,user,outcome,meter,payer"
  );

  @Property(tries = 10)
  void everyFigureEqualsTheModelAndItsOperations(@ForAll long seed) {
    Random random = new Random(seed);
    RandomPrices prices = new RandomPrices(random);
    try (TestLedger ledger = new TestLedger()) {
      ledger.write(RandomLog.of(random));
      check(ledger, prices, random);
      prices.correct(random.nextBoolean() ? TENANT : TenantId.PLATFORM);
      check(ledger, prices, random);
    }
  }

  private static void check(TestLedger ledger, RandomPrices prices, Random random) {
    List<LedgerEvent> events = prices.view().events();
    Map<String, BigDecimal> contracted = contracted(ledger, new PlainPrices(events));
    Map<String, BigDecimal> list = listed(ledger, new PlainPrices(events));
    for (String groups : GROUPS) {
      Map<String, List<String>> parameters = parameters(groups, random);
      List<CostItem> items = items(ledger, prices, parameters);

      assertThat(sums(items, CostItem::currency, CostItem::contractedCost, CostItem::quantity))
        .as(parameters.toString())
        .isEqualTo(contracted);
      assertThat(sums(items, CostItem::listCurrency, CostItem::listCost, CostItem::quantity)).isEqualTo(list);
      CostItem item = items.get(random.nextInt(items.size()));
      List<CostRecordBody> records = records(ledger, prices, item, groups);
      assertThat(records).hasSize((int) item.count());
      assertThat(sum(records, CostRecordBody::contractedCost)).isEqualTo(item.contractedCost());
      assertThat(sum(records, CostRecordBody::listCost)).isEqualTo(item.listCost());
      assertThat(sum(records, CostRecordBody::billedCost)).isEqualTo(item.billedCost());
      assertThat(sum(records, CostRecordBody::quantity)).isEqualTo(item.quantity());
    }
  }

  private static Map<String, BigDecimal> contracted(TestLedger ledger, PlainPrices prices) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    prices
      .of(operations(ledger))
      .forEach((operation, priced) -> add(sums, priced.currency(), priced.contracted(), operation.quantity()));
    return sums;
  }

  private static Map<String, BigDecimal> listed(TestLedger ledger, PlainPrices prices) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    prices
      .of(operations(ledger))
      .forEach((operation, priced) -> add(sums, priced.listCurrency(), priced.list(), operation.quantity()));
    return sums;
  }

  private static List<Operation> operations(TestLedger ledger) {
    return SnapshotReader.rows(
      ledger.store(),
      TenantSql.operations(TENANT).add("SELECT " + OperationRows.COLUMNS + " FROM mine WHERE attempted"),
      OperationRows::read
    );
  }

  /** Amounts by currency; the quantity of what has none. */
  private static Map<String, BigDecimal> sums(
    List<CostItem> items,
    Function<CostItem, @Nullable String> currency,
    Function<CostItem, @Nullable String> cost,
    Function<CostItem, String> quantity
  ) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    for (CostItem item : items) {
      String amount = cost.apply(item);
      add(
        sums,
        currency.apply(item),
        amount == null ? null : new BigDecimal(amount),
        new BigDecimal(quantity.apply(item))
      );
    }
    return sums;
  }

  private static void add(
    Map<String, BigDecimal> sums,
    @Nullable String currency,
    @Nullable BigDecimal amount,
    BigDecimal quantity
  ) {
    String key = currency == null ? UNPRICED : currency;
    BigDecimal sum = sums.getOrDefault(key, BigDecimal.ZERO).add(amount == null ? quantity : amount);
    sums.put(key, sum.signum() == 0 ? BigDecimal.ZERO : sum.stripTrailingZeros());
  }

  private static @Nullable String sum(List<CostRecordBody> records, Function<CostRecordBody, @Nullable String> amount) {
    BigDecimal sum = BigDecimal.ZERO;
    for (CostRecordBody one : records) {
      String text = amount.apply(one);
      if (text == null) {
        return null;
      }
      sum = sum.add(new BigDecimal(text));
    }
    return sum.signum() == 0 ? "0" : sum.stripTrailingZeros().toPlainString();
  }

  private static List<CostItem> items(TestLedger ledger, RandomPrices prices, Map<String, List<String>> parameters) {
    UsageQuery query = UsageParameters.parse(list(parameters), Instant.now());
    Buckets buckets = Buckets.of(query.granularity(), query.zone(), query.from(), query.to());
    CostMeasures measures = measures(prices, query, parameters);
    TenantSql sql = UsageSql.groups(TENANT, query, buckets, Optional.empty(), measures);
    return new ArrayList<>(SnapshotReader.rows(ledger.store(), sql, new CostRows(query, buckets, measures)));
  }

  private static List<CostRecordBody> records(TestLedger ledger, RandomPrices prices, CostItem item, String groups) {
    Map<String, List<String>> parameters = RowFilters.of(item, groups);
    UsageQuery query = UsageParameters.parse(list(parameters), Instant.now());
    CostMeasures measures = measures(prices, query, parameters);
    return SnapshotReader.rows(
      ledger.store(),
      UsageSql.operations(TENANT, query, Optional.empty(), measures, CostRecordBody.columns(measures)),
      row -> CostRecordBody.read(row, measures)
    );
  }

  private static CostMeasures measures(RandomPrices prices, UsageQuery query, Map<String, List<String>> parameters) {
    TenantPrices known = TenantPrices.read(TENANT, prices.view());
    return CostMeasures.of(known, query, CostFilters.of(list(parameters)), Optional.empty());
  }

  private static Map<String, List<String>> parameters(String groups, Random random) {
    Map<String, List<String>> parameters = new HashMap<>();
    parameters.put("group_by", List.of(groups));
    parameters.put("from", List.of("2026-10-20T00:00:00Z"));
    parameters.put("to", List.of("2026-11-06T00:00:00Z"));
    parameters.put("granularity", List.of(pick(random, List.of("hour", "day", "month", "total"))));
    parameters.put("time_zone", List.of(pick(random, RandomLog.ZONES)));
    return parameters;
  }

  private static String pick(Random random, List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static ListQuery list(Map<String, List<String>> parameters) {
    return new ListQuery(20, null, null, false, parameters, Map.of());
  }
}
