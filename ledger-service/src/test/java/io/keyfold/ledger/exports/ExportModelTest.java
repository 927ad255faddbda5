package io.keyfold.ledger.exports;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.ledger.cost.CostTotals;
import io.keyfold.ledger.cost.RandomPrices;
import io.keyfold.ledger.operations.UsageFold;
import io.keyfold.ledger.storage.WriteOnceStorage;
import io.keyfold.ledger.testing.TestLedger;
import io.keyfold.ledger.usage.RandomLog;
import io.keyfold.platform.testing.MapView;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * For random usage, prices, corrections and time zones: equal positions give equal bytes, whatever the batches in which
 * the log was read; and the sums of the files equal those of {@code GET /costs} and of the records behind them.
 */
@Tag("promise-5")
@Tag("promise-6")
@Tag("promise-7")
class ExportModelTest {

  @Property(tries = 3)
  void equalPositionsGiveEqualBytesAndTheSumsOfTheReports(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    RandomPrices prices = new RandomPrices(random);
    List<UsageFold.Located> log = RandomLog.of(random);
    String zone = RandomLog.ZONES.get(random.nextInt(RandomLog.ZONES.size()));
    Path folder = Files.createTempDirectory("exports");
    try (TestLedger one = new TestLedger(); TestLedger other = new TestLedger()) {
      one.write(log);
      write(other, log, random);
      WriteOnceStorage first = ExportBench.folder(folder.resolve("first"));
      WriteOnceStorage second = ExportBench.folder(folder.resolve("second"));
      for (ExportDataset dataset : ExportDataset.values()) {
        for (ExportFormat format : List.of(ExportFormat.CSV, ExportFormat.PARQUET)) {
          Export export = ExportBench.export("exp_" + dataset + format, dataset, format, zone, one, prices.view());
          ExportResult result = new ExportBench(one, prices.view(), new MapView(), first).write(export);
          ExportResult again = new ExportBench(other, prices.view(), new MapView(), second).write(export);

          assertThat(again).isEqualTo(result);
          if (dataset != ExportDataset.USAGE) {
            sums(result, one, prices, zone);
          }
        }
      }
      rows(new ExportBench(one, prices.view(), new MapView(), first), zone, prices);

      // Later records, corrections and a new order of the store's rows change nothing.
      Export before = ExportBench.export("exp_1", ExportDataset.FOCUS, ExportFormat.CSV, zone, one, prices.view());
      ExportResult result = new ExportBench(one, prices.view(), new MapView(), first).write(before);
      prices.correct(ExportBench.TENANT);
      one.restart();
      assertThat(new ExportBench(one, prices.view(), new MapView(), second).write(before)).isEqualTo(result);
    } finally {
      FileSystemUtils.deleteRecursively(folder);
    }
  }

  private static void write(TestLedger ledger, List<UsageFold.Located> log, Random random) {
    int at = 0;
    while (at < log.size()) {
      int end = Math.min(log.size(), at + 1 + random.nextInt(20));
      ledger.write(log.subList(at, end));
      at = end;
    }
  }

  private static void sums(ExportResult result, TestLedger ledger, RandomPrices prices, String zone) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    result.sums().forEach(sum -> {
      CostTotals.add(sums, "list", sum.currency(), sum.listCost().toPlainString());
      CostTotals.add(sums, "contracted", sum.currency(), sum.contractedCost().toPlainString());
      CostTotals.add(sums, "billed", sum.currency(), sum.billedCost().toPlainString());
    });
    assertThat(sums)
      .isEqualTo(CostTotals.ofCosts(ledger, prices.view(), ExportBench.TENANT, parameters(zone)))
      .isEqualTo(CostTotals.ofRecords(ledger, prices.view(), ExportBench.TENANT, parameters(zone)));
  }

  /** The rows of both files add up to the manifest. */
  private static void rows(ExportBench bench, String zone, RandomPrices prices) throws Exception {
    Export export = ExportBench.export(
      "exp_rows",
      ExportDataset.FOCUS,
      ExportFormat.CSV,
      zone,
      bench.ledger(),
      prices.view()
    );
    bench.write(export);
    Map<String, BigDecimal> sums = new TreeMap<>();
    for (Map<String, @Nullable String> row : csv(bench, export, "focus_cost_and_usage.csv").rows()) {
      CostTotals.add(sums, "list", row.get("x_ListCurrency"), row.get("x_ListCost"));
      CostTotals.add(sums, "contracted", row.get("BillingCurrency"), row.get("ContractedCost"));
      CostTotals.add(sums, "billed", row.get("BillingCurrency"), row.get("BilledCost"));
      FocusRules.check(row);
    }
    for (Map<String, @Nullable String> row : csv(bench, export, "unpriced_usage.csv").rows()) {
      CostTotals.add(sums, "list", row.get("list_currency"), row.get("list_cost"));
      CostTotals.add(sums, "contracted", row.get("currency"), row.get("contracted_cost"));
    }
    assertThat(sums).isEqualTo(CostTotals.ofCosts(bench.ledger(), prices.view(), ExportBench.TENANT, parameters(zone)));
  }

  private static CsvFile csv(ExportBench bench, Export export, String file) throws Exception {
    return CsvFile.parse(new String(bench.content(export, file), StandardCharsets.UTF_8));
  }

  private static Map<String, List<String>> parameters(String zone) {
    return Map.of(
      "from",
      List.of(ExportBench.FROM.toString()),
      "to",
      List.of(ExportBench.TO.toString()),
      "granularity",
      List.of("total"),
      "time_zone",
      List.of(zone)
    );
  }
}
