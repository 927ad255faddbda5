package io.keyfold.benchmarks.ledger;

import io.keyfold.benchmarks.http.Api;
import io.keyfold.benchmarks.process.CpuMeter;
import io.keyfold.benchmarks.process.LedgerProcess;
import io.keyfold.benchmarks.process.StandaloneProcess;
import io.keyfold.benchmarks.report.Goal;
import io.keyfold.benchmarks.report.Result;
import io.keyfold.benchmarks.report.Row;
import io.keyfold.benchmarks.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.springframework.util.FileSystemUtils;

/**
 * Fills stores of ledger-service and asks an instance with each of them, which runs in a process of its own. Also
 * measures a rebuild from the log.
 */
public final class LedgerRun {

  private static final String TENANT = "tnt_bootstrap";
  private static final double MAX_MILLIS = 1_000;
  private static final int WARM_UP = 2;

  private final LedgerOptions options;
  private final Table table;
  private final Path data;
  private final StandaloneProcess standalone;

  private LedgerRun(LedgerOptions options, Table table, Path data, StandaloneProcess standalone) {
    this.options = options;
    this.table = table;
    this.data = data;
    this.standalone = standalone;
  }

  /** Runs all measurements. */
  public static void run(LedgerOptions options, Table table) throws Exception {
    Path data = Files.createTempDirectory("keyfold-benchmark");
    try (
      StandaloneProcess standalone = StandaloneProcess.start(
        options.home().resolve("bin/keyfold"),
        data.resolve("standalone")
      )
    ) {
      LedgerRun run = new LedgerRun(options, table, data, standalone);
      for (long calls : options.calls()) {
        run.measure(calls);
      }
      if (options.logged() > 0) {
        run.rebuild();
      }
    } finally {
      FileSystemUtils.deleteRecursively(data);
    }
    table.summary();
  }

  private void measure(long calls) throws Exception {
    String size = "%,d calls".formatted(calls);
    Path folder = data.resolve("state-" + calls);
    for (String mode : List.of("split", "whole")) {
      FileSystemUtils.deleteRecursively(folder);
      Files.createDirectories(folder);
      Fill fill = Fill.run(folder.resolve("ledger"), TENANT, calls, mode);
      fill.printRate("appended, " + mode + ", " + size, table);
      fill.printFile("file, " + mode + ", " + size, table);
      if (mode.equals("whole")) {
        ask(size, folder, fill);
      }
    }
    FileSystemUtils.deleteRecursively(folder);
  }

  private void ask(String size, Path folder, Fill fill) throws Exception {
    try (
      LedgerProcess ledger = LedgerProcess.start(standalone, folder);
      Api api = new Api(ledger.url(), StandaloneProcess.KEY)
    ) {
      table.line("ready, " + size, "%.1f s".formatted(ledger.startSeconds()));
      memory("memory, idle, " + size, ledger);
      table.header();
      Instant end = Instant.parse(fill.text("end")).plus(15, ChronoUnit.MINUTES);
      for (Question question : Question.all(end, fill.text("session"), fill.text("deployment"))) {
        repeat(api, question, WARM_UP);
        Row row = CpuMeter.measure(question.name(), 1, ledger, () -> repeat(api, question, options.runs()));
        // Few runs: the highest percentile is the slowest of them.
        table.print(row.withGoals(List.of(Goal.atMost("p50 ms", MAX_MILLIS, row.result().p50()))));
      }
      memory("memory, after the queries, " + size, ledger);
    }
  }

  private static Result repeat(Api api, Question question, int runs) throws IOException, InterruptedException {
    Histogram nanos = Result.histogram();
    long begin = System.nanoTime();
    for (int i = 0; i < runs; i++) {
      long start = System.nanoTime();
      int items = api.get(question.path()).get("items").size();
      nanos.recordValue(System.nanoTime() - start);
      if (items == 0) {
        throw new IllegalStateException(question.name() + ": nothing found");
      }
    }
    return Result.of(nanos, System.nanoTime() - begin);
  }

  private void rebuild() throws Exception {
    long records = LogCalls.append(standalone, TENANT, options.logged());
    Path folder = Files.createDirectories(data.resolve("rebuilt"));
    double cold;
    try (LedgerProcess ledger = LedgerProcess.start(standalone, folder)) {
      cold = ledger.startSeconds();
      memory("memory, rebuilt", ledger);
    }
    try (LedgerProcess ledger = LedgerProcess.start(standalone, folder)) {
      double warm = ledger.startSeconds();
      table.line(
        "rebuilt from the log",
        "%,d records in %.1f s, a start without takes %.1f s: %,.0f records/s".formatted(
          records,
          cold,
          warm,
          records / (cold - warm)
        )
      );
    }
  }

  private void memory(String name, LedgerProcess ledger) throws IOException {
    ledger.memory().ifPresent(memory -> table.line(name, memory.toString()));
  }
}
