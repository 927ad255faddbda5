package io.keyfold.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DrainTest {

  @Test
  void delaysTheShutdown() throws Exception {
    Drain drain = new Drain(new DrainProperties(Duration.ofMillis(50)));
    drain.start();
    long from = System.nanoTime();
    CompletableFuture<Long> done = new CompletableFuture<>();

    drain.stop(() -> done.complete(System.nanoTime() - from));

    assertThat(done.get(10, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(50_000_000);
    assertThat(drain.isRunning()).isFalse();
  }

  @Test
  void stopsAtOnceWithoutAPause() {
    Drain drain = new Drain(new DrainProperties(Duration.ZERO));
    drain.start();
    CompletableFuture<Boolean> done = new CompletableFuture<>();

    drain.stop(() -> done.complete(true));

    assertThat(done).isCompletedWithValue(true);
  }
}
