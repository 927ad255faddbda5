package io.keyfold.benchmarks.objects;

import io.keyfold.benchmarks.http.Api;
import io.keyfold.benchmarks.http.Connections;
import io.keyfold.benchmarks.http.Request;
import io.keyfold.benchmarks.kafka.PerfTools;
import io.keyfold.benchmarks.load.Subject;
import io.keyfold.benchmarks.process.Meter;
import io.keyfold.benchmarks.process.Standalone;
import io.keyfold.benchmarks.report.Row;
import io.keyfold.benchmarks.report.Table;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** Fills a standalone, starts it again warm and cold, and resolves with few objects and with many. */
public final class ObjectsRun {

  private static final int CONNECTIONS = 16;
  private static final long STEPS = 10;

  /** So many times the acts that are measured go before them: what differs is to be the objects, not the JIT's state. */
  private static final long WARM_UP = 5;

  /** Three views fold a deployment's event, two each an auth config's two events and its key. */
  private static final int RECORDS_PER_OBJECT = 9;

  private static final TenantId FIRST = new TenantId("tnt_bootstrap");

  private final ObjectsOptions options;
  private final Path script;
  private final Path data;
  private final Table table;

  private ObjectsRun(ObjectsOptions options, Path data, Table table) {
    this.options = options;
    this.script = options.home().resolve("bin/keyfold");
    this.data = data;
    this.table = table;
  }

  /** Measures all. */
  public static void run(ObjectsOptions options, Table table) throws Exception {
    boolean temporary = options.data().isEmpty();
    Path data = temporary ? Files.createTempDirectory("keyfold-benchmark") : options.data().get().toAbsolutePath();
    try {
      new ObjectsRun(options, data, table).run();
    } finally {
      if (temporary) {
        FileSystemUtils.deleteRecursively(data);
      }
    }
  }

  private void run() throws Exception {
    String many = "%,d objects".formatted(options.objects());
    Filled filled = filled(many);
    FileSystemUtils.deleteRecursively(data.resolve(Start.STORES));
    Start cold = started("stores deleted, " + many, filled);
    Start warm = started("warm, " + many, filled);
    rebuilt(cold, warm, filled.consumer());
  }

  /** What later starts are held against. */
  private record Filled(List<String> deployments, Row few, Row consumer) {}

  private Filled filled(String many) throws Exception {
    try (
      Standalone standalone = Standalone.start(script, data);
      Fill fill = new Fill(standalone, data, tenants(options.tenants()))
    ) {
      Start.of("new, no objects", standalone, data).print(table);
      fill.upTo(ObjectsOptions.FEW);
      table.head();
      Row few = resolve("%,d objects".formatted(ObjectsOptions.FEW), standalone, fill.ofFirst());
      table.print(few);
      long begun = System.nanoTime();
      fill(fill);
      double seconds = (System.nanoTime() - begun) / 1e9;
      table.print(resolve(many, standalone, fill.ofFirst()).against(few));
      int more = options.objects() - ObjectsOptions.FEW;
      table.line("filled", "%,d deployments and auth configs more in %.0f s".formatted(more, seconds));
      memory(standalone);
      PerfTools perf = new PerfTools(standalone, standalone.kafka());
      Row consumer = perf.consume(Topics.DEPLOYMENT_EVENTS.name(), options.objects());
      table.print(consumer);
      return new Filled(fill.ofFirst(), few, consumer);
    }
  }

  /** In steps that are told, since it takes a while. */
  private void fill(Fill fill) {
    for (long step = 1; step <= STEPS; step++) {
      int objects = (int) Math.max(ObjectsOptions.FEW, (options.objects() * step) / STEPS);
      fill.upTo(objects);
      System.err.printf("filled with %,d objects%n", objects);
    }
  }

  private Start started(String what, Filled filled) throws Exception {
    try (Standalone standalone = Standalone.start(script, data)) {
      Start start = Start.of(what, standalone, data);
      start.print(table);
      table.print(resolve(what, standalone, filled.deployments()).against(filled.few()));
      memory(standalone);
      return start;
    }
  }

  private Row resolve(String what, Standalone standalone, List<String> deployments) throws Exception {
    try (
      Api api = new Api(standalone.url(), Standalone.KEY);
      Connections connections = Connections.open(standalone.url(), CONNECTIONS)
    ) {
      List<Request> requests = deployments
        .stream()
        .map(deployment -> Subject.resolve(api, deployment))
        .toList();
      connections.closed(requests, options.acts() * WARM_UP);
      return Meter.measure("resolve, " + what, CONNECTIONS, standalone, () ->
        connections.closed(requests, options.acts())
      );
    }
  }

  /** The log is the limit: no store is made anew faster than its records are read. */
  private void rebuilt(Start cold, Start warm, Row consumer) {
    double seconds = cold.readySeconds() - warm.readySeconds();
    double perSecond = ((double) options.objects() * RECORDS_PER_OBJECT) / seconds;
    table.line(
      "folded anew",
      seconds <= 0
        ? "too few objects to tell"
        : "%,.0f records/s by all views together, %.2f of %s".formatted(
            perSecond,
            perSecond / consumer.result().perSecond(),
            consumer.what()
          )
    );
  }

  private void memory(Standalone standalone) throws IOException {
    standalone.memory().ifPresent(memory -> table.line("memory, after that", memory.toString()));
  }

  private static List<TenantId> tenants(int count) {
    Stream<TenantId> others = IntStream.range(1, count).mapToObj("tnt_benchmark%06d"::formatted).map(TenantId::new);
    return Stream.concat(Stream.of(FIRST), others).toList();
  }
}
