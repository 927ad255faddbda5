package io.keyfold.benchmarks.load;

import io.keyfold.benchmarks.http.Api;
import io.keyfold.benchmarks.http.Connections;
import io.keyfold.benchmarks.process.Meter;
import io.keyfold.benchmarks.process.Standalone;
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
 * A steady stream of resolutions, each of which is a record of use, and beside it a reader of {@code GET /usage}: from the answer
 * of an act to the answer in which it is counted, and to the one whose {@code complete_until} has passed the act's own answer. At
 * the end the totals are held against the acts.
 */
final class UsageRun {

  private static final int CONNECTIONS = 64;
  private static final long POLL_MILLIS = 20;
  private static final long PATIENCE_SECONDS = 30;
  private static final double VISIBLE_MILLIS = 1_000;
  private static final double KEPT_UP = 0.99;

  private final Standalone standalone;
  private final Api api;
  private final Subject subject;
  private final String question;

  UsageRun(Standalone standalone, Api api, Subject subject) {
    this.standalone = standalone;
    this.api = api;
    this.subject = subject;
    this.question = "/usage?provider_deployment_id=" + subject.deployment();
  }

  /**
   * What was measured.
   *
   * @param stream the stream itself
   * @param visible from an answer to its being counted
   * @param complete from an answer to the moment in which usage is known to be complete until then
   * @param acts how many acts there were
   * @param counted how many of them are in the totals
   */
  record Measured(Row stream, Row visible, Row complete, long acts, long counted) {
    void print(Row producer, Table table) {
      table.print(stream.against(producer));
      table.print(visible);
      table.print(complete);
      Goal goal = Goal.atMost("miscounted", 0, (double) Math.abs(acts - counted));
      table.line("counted", counted + " of " + acts, goal);
    }
  }

  Measured measure(int perSecond, int seconds) throws Exception {
    int acts = Math.multiplyExact(perSecond, seconds);
    ResponseTimes answers = new ResponseTimes(acts);
    Visibility visible = new Visibility(answers);
    Visibility complete = new Visibility(answers);
    long before = counted(settled());
    long begun = System.nanoTime();
    try (Connections open = Connections.open(standalone.url(), CONNECTIONS)) {
      CompletableFuture<Row> stream = CompletableFuture.supplyAsync(() -> stream(open, perSecond, acts, answers));
      long counted = watch(before, visible, complete, stream);
      Row row = stream.join();
      long took = System.nanoTime() - begun;
      return new Measured(
        row.with(List.of(Goal.atLeast("per s", perSecond * KEPT_UP, row.result().perSecond()))),
        row("answered to counted", visible.result(took)),
        row("answered to complete", complete.result(took)),
        acts,
        counted
      );
    }
  }

  private static Row row(String what, Result result) {
    List<Goal> goals = List.of(Goal.atMost("p99 ms", VISIBLE_MILLIS, result.p99()));
    return Row.of(what, CONNECTIONS, result, new CpuTime(Double.NaN, Double.NaN)).with(goals);
  }

  private Row stream(Connections open, int perSecond, int acts, ResponseTimes answers) {
    try {
      return Meter.measure("resolve at " + perSecond + "/s", CONNECTIONS, standalone, () ->
        open.steady(subject.resolve(api), perSecond, acts, () -> answers.add(micros(Instant.now())))
      );
    } catch (Exception e) {
      throw new IllegalStateException("the stream of records of use broke off", e);
    }
  }

  /** {@return usage with all acts in it that began before this was called} */
  private JsonNode settled() throws IOException, InterruptedException {
    Instant begun = Instant.now();
    JsonNode usage = api.get(question);
    while (!completeUntil(usage).isAfter(begun)) {
      refuseAfter(begun.plusSeconds(PATIENCE_SECONDS));
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      usage = api.get(question);
    }
    return usage;
  }

  /** Reads until usage is complete, and answers how many acts are counted then. */
  private long watch(long before, Visibility visible, Visibility complete, CompletableFuture<Row> stream)
    throws IOException, InterruptedException {
    Instant patience = Instant.MAX;
    while (true) {
      JsonNode usage = api.get(question);
      long now = micros(Instant.now());
      long counted = counted(usage) - before;
      visible.upTo(counted, now);
      complete.until(micros(completeUntil(usage)), now);
      if (complete.done()) {
        return counted;
      }
      if (stream.isDone() && patience.equals(Instant.MAX)) {
        stream.join();
        patience = Instant.now().plusSeconds(PATIENCE_SECONDS);
      }
      refuseAfter(patience);
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  private static void refuseAfter(Instant patience) {
    if (Instant.now().isAfter(patience)) {
      throw new IllegalStateException("usage is not complete " + PATIENCE_SECONDS + " s after the last act");
    }
  }

  /** {@return until when usage is complete; long ago if it does not tell} */
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
