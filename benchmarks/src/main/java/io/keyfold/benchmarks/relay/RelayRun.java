package io.keyfold.benchmarks.relay;

import io.keyfold.benchmarks.http.Api;
import io.keyfold.benchmarks.http.Connections;
import io.keyfold.benchmarks.http.PreparedRequest;
import io.keyfold.benchmarks.process.CpuMeter;
import io.keyfold.benchmarks.process.StandaloneProcess;
import io.keyfold.benchmarks.report.CpuTime;
import io.keyfold.benchmarks.report.Goal;
import io.keyfold.benchmarks.report.Result;
import io.keyfold.benchmarks.report.Row;
import io.keyfold.benchmarks.report.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/**
 * Compares the calls of good MCP servers with and without calls of a slow and a flapping one in the same sessions, in
 * alternating phases. Also measures lists of sessions with the slow one.
 */
public final class RelayRun {

  private static final double MAX_P99_RATIO = 1.5;
  private static final double MAX_LIST_MILLIS = 2_000;

  /** Time for the calls of the slow and the flapping server to get going before the others are measured. */
  private static final Duration LEAD = Duration.ofSeconds(2);

  private static final Duration FLAPPING_PAUSE = Duration.ofSeconds(1);

  private final RelayOptions options;
  private final Table table;
  private final StandaloneProcess standalone;
  private final RelayLoad load;

  private RelayRun(RelayOptions options, Table table, StandaloneProcess standalone, RelayLoad load) {
    this.options = options;
    this.table = table;
    this.standalone = standalone;
    this.load = load;
  }

  /** Runs a warm-up and all rounds. */
  public static void run(RelayOptions options, Table table) throws Exception {
    Path data = Files.createTempDirectory("keyfold-benchmark");
    try (
      StandaloneProcess standalone = StandaloneProcess.start(options.home().resolve("bin/keyfold"), data);
      RelayServers servers = new RelayServers(options.slow());
      Api api = new Api(standalone.url(), StandaloneProcess.KEY)
    ) {
      new RelayRun(options, table, standalone, RelayLoad.create(options, api, servers)).run();
    } finally {
      FileSystemUtils.deleteRecursively(data);
    }
    table.summary();
  }

  private void run() throws Exception {
    // Without pauses, so that the JIT compiles what is measured.
    good("warm-up", Duration.ZERO);
    mixed("warm-up");
    table.header();
    List<Row> alone = new ArrayList<>();
    List<Row> mixed = new ArrayList<>();
    List<Row> lists = new ArrayList<>();
    for (int round = 1; round <= options.rounds(); round++) {
      Row reference = good("good alone, " + round, options.pause());
      table.print(reference);
      Mixed phase = mixed("good beside bad, " + round);
      table.print(phase.good().p99RelativeTo(reference));
      table.print(phase.lists());
      table.line("  slow server", text(phase.slow()));
      table.line("  flapping server", text(phase.flapping()));
      alone.add(reference);
      mixed.add(phase.good());
      lists.add(phase.lists());
    }
    compare(alone, mixed);
    double longest = lists
      .stream()
      .mapToDouble(row -> row.result().p999())
      .max()
      .orElse(Double.NaN);
    table.line(
      "tools/list, the longest",
      Table.number(longest, 0) + " ms",
      Goal.atMost("ms", MAX_LIST_MILLIS, longest)
    );
  }

  /** The results of a phase with calls of all servers. */
  private record Mixed(Row good, Row lists, Result slow, Result flapping) {}

  private Row good(String name, Duration pause) throws Exception {
    return CpuMeter.measure(name, load.good().size(), standalone, () -> callers(load.good(), pause, options.phase()));
  }

  private Mixed mixed(String name) throws Exception {
    Duration whole = LEAD.plus(options.phase());
    CompletableFuture<Result> slow = started(load.slow(), Duration.ZERO, whole);
    CompletableFuture<Result> flapping = started(load.flapping(), FLAPPING_PAUSE, whole);
    TimeUnit.NANOSECONDS.sleep(LEAD.toNanos());
    // Each session once, one after the other.
    CompletableFuture<Result> lists = started(load.lists(), options.phase(), options.phase());
    Row good = good(name, options.pause());
    CpuTime none = new CpuTime(Double.NaN, Double.NaN);
    Row listed = Row.of("  tools/list", load.lists().size(), lists.join(), none);
    return new Mixed(good, listed, slow.join(), flapping.join());
  }

  private CompletableFuture<Result> started(List<PreparedRequest> requests, Duration pause, Duration duration) {
    return CompletableFuture.supplyAsync(() -> {
      try {
        return callers(requests, pause, duration);
      } catch (InterruptedException e) {
        throw new IllegalStateException("the callers were interrupted", e);
      }
    }, Thread::startVirtualThread);
  }

  private Result callers(List<PreparedRequest> requests, Duration pause, Duration duration)
    throws InterruptedException {
    try (Connections open = Connections.open(standalone.url(), requests.size())) {
      return open.callers(requests, pause, duration);
    }
  }

  private void compare(List<Row> alone, List<Row> mixed) {
    double p50 = mean(mixed, false) / mean(alone, false);
    double p99 = mean(mixed, true) / mean(alone, true);
    table.line(
      "good beside bad / good alone",
      String.format(
        Locale.ROOT,
        "p50 %.1f / %.1f ms = %.2f, p99 %.1f / %.1f ms = %.2f",
        mean(mixed, false),
        mean(alone, false),
        p50,
        mean(mixed, true),
        mean(alone, true),
        p99
      ),
      Goal.atMost("p99 ratio", MAX_P99_RATIO, p99)
    );
  }

  private static double mean(List<Row> rows, boolean p99) {
    return rows
      .stream()
      .mapToDouble(row -> p99 ? row.result().p99() : row.result().p50())
      .average()
      .orElse(Double.NaN);
  }

  private static String text(Result result) {
    return String.format(
      Locale.ROOT,
      "%d calls succeeded, %d failed, p50 %.0f ms, p99 %.0f ms",
      result.operations(),
      result.failed(),
      result.p50(),
      result.p99()
    );
  }
}
