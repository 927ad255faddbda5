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

/** Plays one fault against a cluster under load, and looks what came of it. */
public final class Play {

  private static final int TENANTS = 4;

  private final Cluster cluster;
  private final Tenants tenants;
  private final CountingToolServer tools;
  private final Checker checker;
  private final Load.Size size;
  private final Duration steady;

  /**
   * Plays with these.
   *
   * @param steady how long the load runs before the fault, and after it is healed
   */
  public Play(
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

  /** {@return what it cost} */
  public Result play(Fault fault) throws IOException, InterruptedException {
    cluster.awaitReady();
    cluster.settle();
    Load load = new Load(tenants.make(TENANTS), size);
    load.start();
    sleep(steady);
    long begun = System.nanoTime();
    long healed;
    try {
      fault.inflict().on(cluster);
      sleep(fault.hold());
    } finally {
      healed = System.nanoTime();
      fault.heal().on(cluster);
    }
    cluster.awaitReady();
    sleep(steady);
    long ended = System.nanoTime();
    load.drain();
    List<Problem> problems = checker.check(load, Instant.now(), tools.ran());
    return result(fault, load, problems, new Span(begun, healed, ended));
  }

  private record Span(long begun, long healed, long ended) {}

  private static Result result(Fault fault, Load load, List<Problem> problems, Span span) {
    Limits limits = fault.limits();
    Timeline.Gap write = load.writes().timeline().longest(span.begun(), span.ended());
    Timeline.Gap read = load.reads().timeline().longest(span.begun(), span.ended());
    // While an instance is away there may be two pauses, when it goes and when it comes back: each counts by itself.
    long from = limits.outage() ? Math.max(span.healed(), write.from()) : write.from();
    Duration back = Duration.ofNanos(Math.max(0, write.to() - from));
    return new Result(
      fault.name(),
      new Result.Counts(load.ledger().writes(), load.ledger().unknown(), load.book().answered(), load.book().open()),
      new Result.Times(
        write.length(),
        at(write.from()),
        back,
        read.length(),
        at(read.from()),
        Duration.ofNanos(load.reads().slowest())
      ),
      load.writes().failures(span.begun(), span.ended()),
      load.reads().failures(span.begun(), span.ended()),
      problems,
      Verdict.of(limits, write, back, read, load, span.begun(), span.ended())
    );
  }

  /** By the clock of now: of the same machine as the logs that it is compared with. */
  private static Instant at(long nanoTime) {
    return Instant.now().minusNanos(System.nanoTime() - nanoTime);
  }

  private static void sleep(Duration time) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
  }
}
