package io.keyfold.platform.log.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keyfold.platform.log.store.StalenessMarker;
import io.keyfold.platform.thread.ThreadSupervisor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewRunnerIT {

  @TempDir
  Path folder;

  @Test
  void anErrorDoesNotStopTheViewRunner() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    AtomicInteger attempts = new AtomicInteger();
    try (
      ViewRunner runner = new ViewRunner(
        () -> {
          attempts.incrementAndGet();
          throw new NoClassDefFoundError("on purpose");
        },
        ViewFormatVersion.in(folder),
        StalenessMarker.in(folder),
        new ThreadSupervisor(meters),
        Clock.systemUTC(),
        meters
      )
    ) {
      runner.start();
      await().until(() -> attempts.get() > 2);
      assertThat(meters.get("keyfold.threads.failures").tag("thread", "keyfold-views").counter().count()).isPositive();
    }
  }
}
