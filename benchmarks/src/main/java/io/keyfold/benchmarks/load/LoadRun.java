package io.keyfold.benchmarks.load;

import io.keyfold.benchmarks.http.Api;
import io.keyfold.benchmarks.kafka.BareWrite;
import io.keyfold.benchmarks.kafka.CommittedAppend;
import io.keyfold.benchmarks.kafka.PerfTools;
import io.keyfold.benchmarks.process.EmptyServer;
import io.keyfold.benchmarks.process.Memory;
import io.keyfold.benchmarks.process.Server;
import io.keyfold.benchmarks.process.Standalone;
import io.keyfold.benchmarks.report.Goal;
import io.keyfold.benchmarks.report.Row;
import io.keyfold.benchmarks.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.util.FileSystemUtils;

/** Starts a standalone and what it is held against, puts load on them and prints the figures. */
public final class LoadRun {

  /** Seconds from the start of the process to its ready line. */
  static final double READY_GOAL = 6;

  /** MB. */
  static final double MEMORY_GOAL = 600;

  private static final int[] CONNECTIONS = { 1, 16, 64 };
  private static final int PERF_RECORDS_PER_ACT = 20;

  private final LoadOptions options;
  private final Table table;

  private LoadRun(LoadOptions options, Table table) {
    this.options = options;
    this.table = table;
  }

  /** Measures all. */
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
      EmptyServer empty = EmptyServer.start();
      Standalone standalone = Standalone.start(options.home().resolve("bin/keyfold"), data);
      Api api = new Api(standalone.url(), Standalone.KEY);
      Api tools = new Api(empty.url(), Standalone.KEY);
      CommittedAppend append = new CommittedAppend(standalone.kafka());
      BareWrite write = new BareWrite(standalone.kafka())
    ) {
      table.line(
        "ready",
        "%.1f s, %.1f s of it CPU".formatted(standalone.startSeconds(), standalone.startCpuSeconds()),
        Goal.atMost("ready s", READY_GOAL, standalone.startSeconds())
      );
      memory("memory, idle", standalone);
      Operations acts = new Operations(standalone, empty, api, tools, append, write, Subject.make(api, empty.url()));
      table.head();
      table.print(acts.firstCreates());
      acts.warmUp(options.warmUp());
      for (int connections : CONNECTIONS) {
        Comparison.print(acts, connections, options.actsOf(connections), table);
      }
      UsageRun.Measured usage = new UsageRun(standalone, api, acts.subject()).measure(
        options.rate(),
        options.seconds()
      );
      memory("memory, after the load", standalone);
      PerfTools perf = new PerfTools(standalone, standalone.kafka());
      long records = (long) options.acts() * PERF_RECORDS_PER_ACT;
      Row producer = perf.produce(records);
      table.print(producer);
      table.print(perf.consume(records));
      usage.print(producer, table);
    }
  }

  private void memory(String what, Server server) throws IOException {
    Optional<Memory> memory = server.memory();
    if (memory.isPresent()) {
      Goal goal = Goal.atMost("resident MB", MEMORY_GOAL, (double) memory.get().highest());
      table.line(what, memory.get().toString(), goal);
    }
  }
}
