package io.keyfold.authconfig.refresh;

import io.keyfold.platform.thread.PeriodicTask;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Starts and stops the refresh of tokens. It stops before Kafka Streams does, so that results of calls in progress can
 * still be recorded.
 */
final class RefreshLifecycle implements SmartLifecycle {

  /** How long a stop waits for calls in progress; shorter than the time a service has to stop. */
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);

  private final RefreshExecutor executor;
  private final RefreshScheduler scheduler;
  private final Revocations revocations;
  private final RefreshProperties properties;
  private final Scheduler threads;
  private final MeterRegistry meters;
  private volatile @Nullable Disposable task;

  RefreshLifecycle(
    RefreshExecutor executor,
    RefreshScheduler scheduler,
    Revocations revocations,
    RefreshProperties properties,
    Scheduler threads,
    MeterRegistry meters
  ) {
    this.executor = executor;
    this.scheduler = scheduler;
    this.revocations = revocations;
    this.properties = properties;
    this.threads = threads;
    this.meters = meters;
  }

  @Override
  public void start() {
    Mono<Void> look = Mono.<Void>fromRunnable(() -> {
      scheduler.run();
      revocations.run();
    }).subscribeOn(threads);
    task = PeriodicTask.start("keyfold-refresh", properties.interval(), meters, look);
  }

  @Override
  public void stop() {
    Disposable started = task;
    if (started != null) {
      task = null;
      started.dispose();
      executor.stop(STOP_TIMEOUT);
    }
  }

  @Override
  public boolean isRunning() {
    return task != null;
  }

  /** Starts last and stops first. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
