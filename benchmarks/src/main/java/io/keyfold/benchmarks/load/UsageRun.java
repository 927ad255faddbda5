package io.keyfold.benchmarks.load;

import io.keyfold.benchmarks.http.Api;
import io.keyfold.benchmarks.http.Connections;
import io.keyfold.benchmarks.process.CpuMeter;
import io.keyfold.benchmarks.process.StandaloneProcess;
import io.keyfold.benchmarks.report.CpuTime;
import io.keyfold.benchmarks.report.Goal;
import io.keyfold.benchmarks.report.Result;
import io.keyfold.benchmarks.report.Row;
import io.keyfold.benchmarks.report.Table;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * Resolves at a constant rate and polls {@code GET /usage}. Measures the time from a response until totals include it,
 * and until {@code complete_until} has passed it. Finally compares the totals with the number of resolutions.
 */
final class UsageRun {

  private static final int CONNECTIONS = 64;
  private static final long POLL_MILLIS = 20;
  private static final long TIMEOUT_SECONDS = 30;
  private static final double MAX_VISIBLE_MILLIS = 1_000;
  private static final double MIN_RATE_SHARE = 0.99;

  private final StandaloneProcess standalone;
  private final Api api;
  private final BenchmarkFixture fixture;
  private final String usagePath;

  UsageRun(StandaloneProcess standalone, Api api, BenchmarkFixture fixture) {
    this.standalone = standalone;
    this.api = api;
    this.fixture = fixture;
    this.usagePath = "/usage?provider_deployment_id=" + fixture.deployment();
  }

  /**
   * The results.
   *
   * @param stream the resolutions
   * @param visible time from a response until the totals include it
   * @param complete time from a response until {@code complete_until} has passed it
   * @param resolutions number of resolutions
   * @param counted number of them in the totals
   */
  record Measurement(Row stream, Row visible, Row complete, long resolutions, long counted) {
    void print(Row producer, Table table) {
      table.print(stream.relativeTo(producer));
      table.print(visible);
      table.print(complete);
      Goal goal = Goal.atMost("miscounted", 0, (double) Math.abs(resolutions - counted));
      table.line("counted", counted + " of " + resolutions, goal);
    }
  }

  Measurement measure(int perSecond, int seconds) throws Exception {
    int resolutions = Math.multiplyExact(perSecond, seconds);
    ResponseTimes responses = new ResponseTimes(resolutions);
    Visibility visible = new Visibility(responses);
    Visibility complete = new Visibility(responses);
    long before = counted(awaitComplete());
    long start = System.nanoTime();
    try (Connections open = Connections.open(standalone.url(), CONNECTIONS)) {
      CompletableFuture<Row> stream = CompletableFuture.supplyAsync(() ->
        stream(open, perSecond, resolutions, responses)
      );
      long counted = pollUntilComplete(before, visible, complete, stream);
      Row row = stream.join();
      long elapsed = System.nanoTime() - start;
      return new Measurement(
        row.withGoals(List.of(Goal.atLeast("per s", perSecond * MIN_RATE_SHARE, row.result().perSecond()))),
        row("answered to counted", visible.result(elapsed)),
        row("answered to complete", complete.result(elapsed)),
        resolutions,
        counted
      );
    }
  }

  private static Row row(String name, Result result) {
    List<Goal> goals = List.of(Goal.atMost("p99 ms", MAX_VISIBLE_MILLIS, result.p99()));
    return Row.of(name, CONNECTIONS, result, new CpuTime(Double.NaN, Double.NaN)).withGoals(goals);
  }

  private Row stream(Connections open, int perSecond, int resolutions, ResponseTimes responses) {
    try {
      return CpuMeter.measure("resolve at " + perSecond + "/s", CONNECTIONS, standalone, () ->
        open.constantRate(fixture.resolve(api), perSecond, resolutions, () -> responses.add(micros(Instant.now())))
      );
    } catch (Exception e) {
      throw new IllegalStateException("the stream of resolutions failed", e);
    }
  }

  /** {@return usage that includes all resolutions before this call} */
  private JsonNode awaitComplete() throws IOException, InterruptedException {
    Instant start = Instant.now();
    JsonNode usage = api.get(usagePath);
    while (!completeUntil(usage).isAfter(start)) {
      checkDeadline(start.plusSeconds(TIMEOUT_SECONDS));
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      usage = api.get(usagePath);
    }
    return usage;
  }

  /** {@return the number of resolutions counted once usage is complete} */
  private long pollUntilComplete(long before, Visibility visible, Visibility complete, CompletableFuture<Row> stream)
    throws IOException, InterruptedException {
    Instant deadline = Instant.MAX;
    while (true) {
      JsonNode usage = api.get(usagePath);
      long now = micros(Instant.now());
      long counted = counted(usage) - before;
      visible.counted(counted, now);
      complete.completeUntil(micros(completeUntil(usage)), now);
      if (complete.allVisible()) {
        return counted;
      }
      if (stream.isDone() && deadline.equals(Instant.MAX)) {
        stream.join();
        deadline = Instant.now().plusSeconds(TIMEOUT_SECONDS);
      }
      checkDeadline(deadline);
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  private static void checkDeadline(Instant deadline) {
    if (Instant.now().isAfter(deadline)) {
      throw new IllegalStateException("usage is not complete " + TIMEOUT_SECONDS + " s after the last resolution");
    }
  }

  /** {@return the completeness watermark; the epoch if there is none} */
  private static Instant completeUntil(JsonNode usage) {
    String until = usage.path("complete_until").asString("");
    return until.isEmpty() ? Instant.EPOCH : Instant.parse(until);
  }

  private static long counted(JsonNode usage) {
    long count = 0;
    for (JsonNode item : usage.path("items")) {
      if (item.path("meter").asString("").equals("credential_resolutions")) {
        count += item.path("count").asLong();
      }
    }
    return count;
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
