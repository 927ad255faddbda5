package io.keyfold.acceptance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.http.Api;
import io.keyfold.acceptance.running.Keyfold;
import io.keyfold.acceptance.running.RunningKeyfold;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Sends to each operation of the OpenAPI document what its callers never should, in each parameter and field. {@code
 * -Dkeyfold.hostile.requests} sets how many requests, {@code -Dkeyfold.hostile.seed} which, and {@code
 * -Dkeyfold.hostile.first} where to start, as a failure names them.
 */
@ExtendWith(RunningKeyfold.class)
class HostileIT {

  private static final int REQUESTS = Integer.getInteger("keyfold.hostile.requests", 10_000);
  private static final long SEED = Long.getLong("keyfold.hostile.seed", 1);
  private static final int FIRST = Integer.getInteger("keyfold.hostile.first", 0);
  private static final int AT_ONCE = 8;
  private static final int ENOUGH_FAULTS = 40;

  private final String canary = "canary-" + UUID.randomUUID();
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();

  @Test
  @Tag("promise-4")
  @Tag("promise-5")
  void nothingThatIsSentIsAFailureInsideOrShowsAnothersData(Keyfold keyfold) throws Exception {
    Instant start = Instant.now();
    try (Stage stage = new Stage(keyfold, canary); Sender sender = new Sender(keyfold.url(), canary)) {
      RequestPlan plan = new RequestPlan(SEED, stage.entries());

      sendAll(plan, sender);

      System.out.printf(
        "hostile requests: %d of %d mutations in %d s, statuses %s%n",
        sender.statuses().values().stream().mapToInt(Integer::intValue).sum(),
        plan.size(),
        Duration.between(start, Instant.now()).toSeconds(),
        sender.statuses()
      );
      assertThat(faults).as("-Dkeyfold.hostile.seed=%s", SEED).isEmpty();
      assertThat(stage.changesOfVictim()).isEmpty();
      assertThat(Api.at(keyfold.url(), "none").get("/health").expect(200).text("status")).isEqualTo("UP");
      stage.writeAndRead();
      keyfold.internals().ifPresent(internals -> assertThat(ErrorLog.since(internals.data(), start)).isEmpty());
    }
  }

  private void sendAll(RequestPlan plan, Sender sender) throws Exception {
    AtomicInteger next = new AtomicInteger(FIRST);
    Callable<Void> work = () -> {
      for (int i = next.getAndIncrement(); goesOn(i); i = next.getAndIncrement()) {
        RequestPlan.Planned planned = plan.request(i);
        sender.faults(planned).forEach(fault -> faults.add(planned + "\n  " + fault + "\n"));
      }
      return null;
    };
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Callable<Void>> all = Stream.generate(() -> work)
        .limit(AT_ONCE)
        .toList();
      for (Future<Void> each : threads.invokeAll(all)) {
        each.get();
      }
    }
  }

  private boolean goesOn(int index) {
    return index < FIRST + REQUESTS && faults.size() < ENOUGH_FAULTS;
  }
}
