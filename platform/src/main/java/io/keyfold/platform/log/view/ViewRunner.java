package io.keyfold.platform.log.view;

import io.keyfold.platform.log.store.StalenessMarker;
import io.keyfold.platform.log.store.StoreFailure;
import io.keyfold.platform.thread.SupervisedThread;
import io.keyfold.platform.thread.ThreadSupervisor;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a service's views running. Kafka Streams stops when a global store or the schema registry fails. The runner
 * then restarts it with backoff, and rebuilds damaged stores from the log. Meanwhile the instance is not ready.
 */
final class ViewRunner implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ViewRunner.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration MIN_BACKOFF = Duration.ofMillis(500);
  private static final Duration MAX_BACKOFF = Duration.ofSeconds(15);

  private static final long POLL_MILLIS = 100;

  private static final String STALE = "the views' stores are older than the tombstone retention: rebuilding them";

  /** States of a stopped application: an {@link Error} stops the global thread without calling the handler. */
  private static final Set<KafkaStreams.State> STOPPED = EnumSet.of(
    KafkaStreams.State.ERROR,
    KafkaStreams.State.NOT_RUNNING
  );

  private final Supplier<ViewApplication> applications;
  private final ViewFormatVersion formatVersion;
  private final StalenessMarker staleness;
  private final InstantSource clock;
  private final MeterRegistry metrics;
  private final AtomicReference<@Nullable ViewApplication> current = new AtomicReference<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final SupervisedThread thread;

  private final AtomicBoolean rebuildRequested = new AtomicBoolean();

  private boolean storesChecked;
  private boolean rebuild;

  /**
   * Creates a runner.
   *
   * @param applications creates a new application for each run
   * @param formatVersion tells whether the existing stores are complete
   * @param staleness tells whether the existing stores are recent enough
   */
  ViewRunner(
    Supplier<ViewApplication> applications,
    ViewFormatVersion formatVersion,
    StalenessMarker staleness,
    ThreadSupervisor threads,
    InstantSource clock,
    MeterRegistry metrics
  ) {
    this.applications = applications;
    this.formatVersion = formatVersion;
    this.staleness = staleness;
    this.clock = clock;
    this.metrics = metrics;
    this.thread = threads.thread("keyfold-views", this::run);
  }

  /** Starts the views in the background. */
  void start() {
    thread.start();
  }

  /** {@return the current application; null before the first run} */
  @Nullable
  ViewApplication current() {
    return current.get();
  }

  private void run() throws InterruptedException {
    Duration backoff = MIN_BACKOFF;
    while (closed.getCount() > 0) {
      long started = System.nanoTime();
      Throwable failure = runOnce();
      if (failure == null) {
        return;
      }
      rebuild = rebuild || StoreFailure.isDamage(failure);
      boolean ranWell = System.nanoTime() - started > MAX_BACKOFF.toNanos();
      backoff = ranWell ? MIN_BACKOFF : backoff;
      LOG.atError().addKeyValue("rebuilt", rebuild).setCause(failure).log("views stopped; restarting them");
      if (closed.await(backoff.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      Duration doubled = backoff.multipliedBy(2);
      backoff = doubled.compareTo(MAX_BACKOFF) < 0 ? doubled : MAX_BACKOFF;
    }
  }

  /**
   * {@return the failure; null after a regular close} The thread's supervisor handles errors and reruns {@link #run}.
   */
  private @Nullable Throwable runOnce() throws InterruptedException {
    try {
      checkStores();
      return runUntilFailure();
    } catch (RuntimeException e) {
      return e;
    }
  }

  /**
   * Checks the existing stores once, in the first run that succeeds in reading the files; a full disk may prevent it.
   */
  private void checkStores() {
    if (storesChecked) {
      return;
    }
    if (formatVersion.isNew()) {
      staleness.caughtUp(clock.instant());
      formatVersion.resume();
    } else if (formatVersion.isOutdated()) {
      LOG.info("the views' stores are from another release: rebuilding them");
      rebuild = true;
    } else if (staleness.isStale(clock.instant())) {
      LOG.info(STALE);
      rebuild = true;
    } else {
      formatVersion.resume();
    }
    storesChecked = true;
  }

  private @Nullable Throwable runUntilFailure() throws InterruptedException {
    BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
    try (
      ViewApplication application = applications.get();
      KafkaStreamsMetrics meters = new KafkaStreamsMetrics(application.streams())
    ) {
      KafkaStreams streams = application.streams();
      meters.bindTo(metrics);
      streams.setUncaughtExceptionHandler(error -> {
        failures.add(error);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
      });
      if (rebuild) {
        streams.cleanUp();
        formatVersion.markComplete();
        // From here on the stores see every tombstone.
        staleness.caughtUp(clock.instant());
        // Not earlier: after a failed cleanup, the next run must clean up again.
        rebuild = false;
      }
      current.set(application);
      // Returns when the stores have caught up with the log's end offset.
      streams.start();
      Throwable failure = null;
      while (failure == null && closed.getCount() > 0) {
        failure = failures.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (failure == null && rebuildRequested.getAndSet(false)) {
          rebuild = true;
          failure = new IllegalStateException(STALE);
        }
        if (failure == null && STOPPED.contains(streams.state())) {
          failure = new IllegalStateException("the views' application stopped unexpectedly: " + streams.state());
        }
      }
      // The next run opens the same stores, so it must not start while a thread still writes.
      while (closed.getCount() > 0 && !application.stop()) {
        LOG.warn("the views' application has not stopped yet; waiting");
      }
      return failure;
    }
  }

  /** Requests a rebuild: the views are running but may have missed tombstones. */
  void requestRebuild() {
    rebuildRequested.set(true);
  }

  @Override
  public void close() {
    closed.countDown();
    thread.end(CLOSE_TIMEOUT);
  }
}
