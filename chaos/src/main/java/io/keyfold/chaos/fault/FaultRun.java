package io.keyfold.chaos.fault;

import io.keyfold.chaos.check.Checker;
import io.keyfold.chaos.check.Problem;
import io.keyfold.chaos.cluster.Cluster;
import io.keyfold.chaos.ledger.Timeline;
import io.keyfold.chaos.load.Load;
import io.keyfold.chaos.load.Tenants;
import io.keyfold.chaos.report.Result;
import io.keyfold.chaos.tools.CountingToolServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs faults against a cluster under load, one at a time, and verifies the guarantees afterwards. */
public final class FaultRun {

  private static final int TENANTS = 4;

  private final Cluster cluster;
  private final Tenants tenants;
  private final CountingToolServer tools;
  private final Checker checker;
  private final Load.Size size;
  private final Duration steady;

  /**
   * Creates a runner.
   *
   * @param steady how long the load runs before the fault, and after recovery
   */
  public FaultRun(
    Cluster cluster,
    Tenants tenants,
    CountingToolServer tools,
    Checker checker,
    Load.Size size,
    Duration steady
  ) {
    this.cluster = cluster;
    this.tenants = tenants;
    this.tools = tools;
    this.checker = checker;
    this.size = size;
    this.steady = steady;
  }

  /** {@return the impact of the fault} */
  public Result run(Fault fault) throws IOException, InterruptedException {
    cluster.awaitReady();
    cluster.rebalance();
    Load load = new Load(tenants.create(TENANTS), size);
    load.start();
    sleep(steady);
    long injected = System.nanoTime();
    long recovered;
    try {
      fault.inject().run(cluster);
      sleep(fault.duration());
    } finally {
      recovered = System.nanoTime();
      fault.recover().run(cluster);
    }
    cluster.awaitReady();
    sleep(steady);
    long finished = System.nanoTime();
    load.drain();
    List<Problem> problems = checker.check(load, Instant.now(), tools.callCounts());
    return result(fault, load, problems, new Span(injected, recovered, finished));
  }

  private record Span(long injected, long recovered, long finished) {}

  private static Result result(Fault fault, Load load, List<Problem> problems, Span span) {
    Limits limits = fault.limits();
    Timeline.Gap write = load.writes().timeline().longest(span.injected(), span.finished());
    Timeline.Gap read = load.reads().timeline().longest(span.injected(), span.finished());
    // A lost instance can cause two pauses, when it fails and when it returns. Each counts on its own.
    long from = limits.outage() ? Math.max(span.recovered(), write.from()) : write.from();
    Duration recovery = Duration.ofNanos(Math.max(0, write.to() - from));
    return new Result(
      fault.name(),
      new Result.Counts(
        load.ledger().acknowledgedWrites(),
        load.ledger().unknownOutcomes(),
        load.usage().successes(),
        load.usage().unknowns()
      ),
      new Result.Times(
        write.length(),
        at(write.from()),
        recovery,
        read.length(),
        at(read.from()),
        Duration.ofNanos(load.reads().slowest())
      ),
      load.writes().failures(span.injected(), span.finished()),
      load.reads().failures(span.injected(), span.finished()),
      problems,
      LimitCheck.violations(limits, write, recovery, read, load, span.injected(), span.finished())
    );
  }

  /** Converts to wall-clock time, to find the moment in the logs. */
  private static Instant at(long nanoTime) {
    return Instant.now().minusNanos(System.nanoTime() - nanoTime);
  }

  private static void sleep(Duration time) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
  }
}
