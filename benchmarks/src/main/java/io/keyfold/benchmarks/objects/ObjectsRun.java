package io.keyfold.benchmarks.objects;

import io.keyfold.benchmarks.http.Api;
import io.keyfold.benchmarks.http.Connections;
import io.keyfold.benchmarks.http.PreparedRequest;
import io.keyfold.benchmarks.kafka.PerfTools;
import io.keyfold.benchmarks.load.BenchmarkFixture;
import io.keyfold.benchmarks.process.CpuMeter;
import io.keyfold.benchmarks.process.StandaloneProcess;
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

/**
 * Fills a standalone with objects, restarts it with and without its stores, and measures resolutions with few and with
 * many objects.
 */
public final class ObjectsRun {

  private static final int CONNECTIONS = 16;
  private static final long STEPS = 10;

  /** Warm-up operations per measured one, so that both measurements have the same JIT state. */
  private static final long WARM_UP = 5;

  /** Three views fold a deployment's event; two views fold each of an auth config's two events and its key. */
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

  /** Runs all measurements. */
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
    Reference reference = fillAndMeasure(many);
    FileSystemUtils.deleteRecursively(data.resolve(StartCost.STORES));
    StartCost cold = measureStart("stores deleted, " + many, reference);
    StartCost warm = measureStart("warm, " + many, reference);
    printRebuildRate(cold, warm, reference.consumer());
  }

  /** The reference values for later starts. */
  private record Reference(List<String> deployments, Row few, Row consumer) {}

  private Reference fillAndMeasure(String many) throws Exception {
    try (
      StandaloneProcess standalone = StandaloneProcess.start(script, data);
      LogFiller filler = new LogFiller(standalone, data, tenants(options.tenants()))
    ) {
      StartCost.of("new, no objects", standalone, data).print(table);
      filler.upTo(ObjectsOptions.FEW);
      table.header();
      Row few = resolve("%,d objects".formatted(ObjectsOptions.FEW), standalone, filler.firstTenantDeployments());
      table.print(few);
      long start = System.nanoTime();
      createObjects(filler);
      double seconds = (System.nanoTime() - start) / 1e9;
      table.print(resolve(many, standalone, filler.firstTenantDeployments()).relativeTo(few));
      int more = options.objects() - ObjectsOptions.FEW;
      table.line("filled", "%,d more deployments and auth configs in %.0f s".formatted(more, seconds));
      memory(standalone);
      PerfTools perf = new PerfTools(standalone, standalone.kafka());
      Row consumer = perf.consume(Topics.DEPLOYMENT_EVENTS.name(), options.objects());
      table.print(consumer);
      return new Reference(filler.firstTenantDeployments(), few, consumer);
    }
  }

  /** Creates the objects in steps and prints the progress. */
  private void createObjects(LogFiller filler) {
    for (long step = 1; step <= STEPS; step++) {
      int objects = (int) Math.max(ObjectsOptions.FEW, (options.objects() * step) / STEPS);
      filler.upTo(objects);
      System.err.printf("filled with %,d objects%n", objects);
    }
  }

  private StartCost measureStart(String name, Reference reference) throws Exception {
    try (StandaloneProcess standalone = StandaloneProcess.start(script, data)) {
      StartCost start = StartCost.of(name, standalone, data);
      start.print(table);
      table.print(resolve(name, standalone, reference.deployments()).relativeTo(reference.few()));
      memory(standalone);
      return start;
    }
  }

  private Row resolve(String name, StandaloneProcess standalone, List<String> deployments) throws Exception {
    try (
      Api api = new Api(standalone.url(), StandaloneProcess.KEY);
      Connections connections = Connections.open(standalone.url(), CONNECTIONS)
    ) {
      List<PreparedRequest> requests = deployments
        .stream()
        .map(deployment -> BenchmarkFixture.resolve(api, deployment))
        .toList();
      connections.closedLoop(requests, options.resolutions() * WARM_UP);
      return CpuMeter.measure("resolve, " + name, CONNECTIONS, standalone, () ->
        connections.closedLoop(requests, options.resolutions())
      );
    }
  }

  /** Prints the rebuild rate of the stores, relative to the read rate of Kafka's consumer test. */
  private void printRebuildRate(StartCost cold, StartCost warm, Row consumer) {
    double seconds = cold.readySeconds() - warm.readySeconds();
    double perSecond = ((double) options.objects() * RECORDS_PER_OBJECT) / seconds;
    table.line(
      "rebuild",
      seconds <= 0
        ? "too few objects to measure"
        : "%,.0f records/s over all views, %.2f of %s".formatted(
            perSecond,
            perSecond / consumer.result().perSecond(),
            consumer.name()
          )
    );
  }

  private void memory(StandaloneProcess standalone) throws IOException {
    standalone.memory().ifPresent(memory -> table.line("memory, after resolving", memory.toString()));
  }

  private static List<TenantId> tenants(int count) {
    Stream<TenantId> others = IntStream.range(1, count).mapToObj("tnt_benchmark%06d"::formatted).map(TenantId::new);
    return Stream.concat(Stream.of(FIRST), others).toList();
  }
}
