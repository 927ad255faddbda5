package io.keyfold.platform.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

class ThreadSupervisorTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ThreadSupervisor threads = new ThreadSupervisor(meters);

  @Test
  void aBodyThatThrowsAnErrorIsRerun() throws Exception {
    CountDownLatch ran = new CountDownLatch(1);
    AtomicInteger runs = new AtomicInteger();
    SupervisedThread thread = threads.thread("worker", () -> {
      if (runs.getAndIncrement() == 0) {
        throw new StackOverflowError("on purpose");
      }
      ran.countDown();
      new CountDownLatch(1).await();
    });
    thread.start();

    assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(failures("worker")).isEqualTo(1);
    await()
      .atMost(TIMEOUT)
      .until(() -> threads.down().isEmpty());
    assertThat(health()).isEqualTo(Status.UP);
    assertThat(thread.end(Duration.ofMillis(1))).isTrue();
  }

  @Test
  void aRepeatedlyFailingThreadIsOutOfServiceUntilItEnds() {
    SupervisedThread thread = threads.thread("broken", () -> {
      throw new AssertionError("on purpose");
    });
    assertThat(health()).isEqualTo(Status.UP);
    thread.start();

    await()
      .atMost(TIMEOUT)
      .until(() -> failures("broken") >= 3);
    assertThat(threads.down()).containsExactly("broken");
    assertThat(meters.get("keyfold.threads.down").gauge().value()).isEqualTo(1);
    assertThat(health()).isEqualTo(Status.OUT_OF_SERVICE);

    assertThat(thread.end(Duration.ofMillis(1))).isTrue();
    assertThat(threads.down()).isEmpty();
  }

  @Test
  void aCompletedThreadIsNotDown() {
    SupervisedThread thread = threads.thread("short", () -> {});
    thread.start();
    assertThat(thread.end(TIMEOUT)).isTrue();
    assertThat(threads.down()).isEmpty();
    assertThat(failures("short")).isZero();
  }

  @Test
  void aTaskWithoutAThreadContinuesAfterAnError() {
    AtomicInteger runs = new AtomicInteger();
    Disposable task = PeriodicTask.start(
      "ticker",
      Duration.ofMillis(1),
      meters,
      Mono.fromRunnable(() -> {
        if (runs.getAndIncrement() == 0) {
          throw new AssertionError("on purpose");
        }
      })
    );
    await()
      .atMost(TIMEOUT)
      .until(() -> runs.get() > 2);
    task.dispose();
    assertThat(failures("ticker")).isEqualTo(1);
  }

  @Test
  void aPeriodicTaskContinuesAfterAnError() {
    AtomicInteger runs = new AtomicInteger();
    try (ScheduledExecutorService executor = threads.scheduled("periodic")) {
      var _ = executor.scheduleWithFixedDelay(
        () -> {
          runs.incrementAndGet();
          throw new AssertionError("on purpose");
        },
        1,
        1,
        TimeUnit.MILLISECONDS
      );
      await()
        .atMost(TIMEOUT)
        .until(() -> runs.get() > 2 && failures("periodic") > 1);
      executor.shutdownNow();
    }
  }

  @Test
  void aFailedPoolThreadIsCountedAndReplaced() {
    AtomicBoolean ran = new AtomicBoolean();
    try (ExecutorService pool = Executors.newFixedThreadPool(1, threads.factory("pool"))) {
      pool.execute(() -> {
        throw new AssertionError("on purpose");
      });
      pool.execute(() -> ran.set(true));
      await().atMost(TIMEOUT).untilTrue(ran);
      await()
        .atMost(TIMEOUT)
        .until(() -> failures("pool") == 1);
    }
  }

  private double failures(String thread) {
    return meters.get("keyfold.threads.failures").tag("thread", thread).counter().count();
  }

  private Status health() {
    return new ThreadsHealth(threads).health().getStatus();
  }
}
