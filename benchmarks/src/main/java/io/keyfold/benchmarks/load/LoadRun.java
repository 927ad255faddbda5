package io.keyfold.benchmarks.load;

import io.keyfold.benchmarks.http.Api;
import io.keyfold.benchmarks.kafka.BareWrite;
import io.keyfold.benchmarks.kafka.CommittedAppend;
import io.keyfold.benchmarks.kafka.PerfTools;
import io.keyfold.benchmarks.process.EndpointProcess;
import io.keyfold.benchmarks.process.ResidentMemory;
import io.keyfold.benchmarks.process.ServerProcess;
import io.keyfold.benchmarks.process.StandaloneProcess;
import io.keyfold.benchmarks.report.Goal;
import io.keyfold.benchmarks.report.Row;
import io.keyfold.benchmarks.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.util.FileSystemUtils;

/** Starts a standalone and the reference servers, applies load and prints the results. */
public final class LoadRun {

  /** Maximum seconds from the process start to its ready line. */
  static final double READY_GOAL = 6;

  /** Maximum resident memory in MB. */
  static final double MEMORY_GOAL = 600;

  private static final int PERF_RECORDS_PER_OPERATION = 20;

  private final LoadOptions options;
  private final Table table;

  private LoadRun(LoadOptions options, Table table) {
    this.options = options;
    this.table = table;
  }

  /** Runs all measurements. */
  public static void run(LoadOptions options, Table table) throws Exception {
    Path data = Files.createTempDirectory("keyfold-benchmark");
    try {
      new LoadRun(options, table).run(data);
    } finally {
      FileSystemUtils.deleteRecursively(data);
    }
    table.summary();
  }

  private void run(Path data) throws Exception {
    try (
      EndpointProcess empty = EndpointProcess.start();
      StandaloneProcess standalone = StandaloneProcess.start(options.home().resolve("bin/keyfold"), data);
      Api api = new Api(standalone.url(), StandaloneProcess.KEY);
      Api tools = new Api(empty.url(), StandaloneProcess.KEY);
      CommittedAppend append = new CommittedAppend(standalone.kafka());
      BareWrite write = new BareWrite(standalone.kafka())
    ) {
      table.line(
        "ready",
        "%.1f s, %.1f s of it CPU".formatted(standalone.startSeconds(), standalone.startCpuSeconds()),
        Goal.atMost("ready s", READY_GOAL, standalone.startSeconds())
      );
      memory("memory, idle", standalone);
      Operations operations = new Operations(
        standalone,
        empty,
        api,
        tools,
        append,
        write,
        BenchmarkFixture.create(api, empty.url())
      );
      table.header();
      if (options.groups().contains(OperationGroup.CREATE)) {
        table.print(operations.initialCreates());
      }
      operations.warmUp(options.groups(), options.warmUp());
      Comparison comparison = new Comparison(operations, options, table);
      for (int connections : options.connections()) {
        comparison.print(connections);
      }
      if (!options.groups().contains(OperationGroup.USAGE)) {
        memory("memory, after the load", standalone);
        return;
      }
      UsageRun.Measurement usage = new UsageRun(standalone, api, operations.fixture()).measure(
        options.rate(),
        options.seconds()
      );
      memory("memory, after the load", standalone);
      PerfTools perf = new PerfTools(standalone, standalone.kafka());
      long records = (long) options.operations() * PERF_RECORDS_PER_OPERATION;
      Row producer = perf.produce(records);
      table.print(producer);
      table.print(perf.consume(records));
      usage.print(producer, table);
    }
  }

  private void memory(String name, ServerProcess server) throws IOException {
    Optional<ResidentMemory> memory = server.memory();
    if (memory.isPresent()) {
      Goal goal = Goal.atMost("resident MB", MEMORY_GOAL, (double) memory.get().highest());
      table.line(name, memory.get().toString(), goal);
    }
  }
}
