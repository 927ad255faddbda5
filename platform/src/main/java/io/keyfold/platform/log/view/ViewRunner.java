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
 * Keeps a service's views running. Kafka Streams gives up when a global store cannot be opened, read or written, or when the
 * registry cannot be asked; here it is begun again, after a pause, with what the store holds, or without it if it is damaged:
 * the log has it all. While that lasts the instance is not ready.
 */
final class ViewRunner implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ViewRunner.class);
  private static final Duration CLOSING = Duration.ofSeconds(20);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  private static final long POLL_MILLIS = 100;

  private static final String STOOD_STILL =
    "the views stood still for longer than the log tells what was erased: they are rebuilt";

  /** An error that is no exception ends the global thread without asking the handler. */
  private static final Set<KafkaStreams.State> ENDED = EnumSet.of(
    KafkaStreams.State.ERROR,
    KafkaStreams.State.NOT_RUNNING
  );

  private final Supplier<ViewApplication> maker;
  private final ViewFormatVersion origin;
  private final StalenessMarker standstill;
  private final InstantSource clock;
  private final MeterRegistry metrics;
  private final AtomicReference<@Nullable ViewApplication> current = new AtomicReference<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final SupervisedThread thread;

  private final AtomicBoolean outlived = new AtomicBoolean();

  private boolean judged;
  private boolean afresh;

  /**
   * Runs what the maker makes, a new one for each attempt.
   *
   * @param origin tells whether the stores that are there are whole
   * @param standstill tells whether they are recent enough to be used
   */
  ViewRunner(
    Supplier<ViewApplication> maker,
    ViewFormatVersion origin,
    StalenessMarker standstill,
    ThreadSupervisor threads,
    InstantSource clock,
    MeterRegistry metrics
  ) {
    this.maker = maker;
    this.origin = origin;
    this.standstill = standstill;
    this.clock = clock;
    this.metrics = metrics;
    this.thread = threads.thread("keyfold-views", this::run);
  }

  /** Begins, in the background. */
  void start() {
    thread.start();
  }

  /** {@return what runs now; null before the first attempt} */
  @Nullable
  ViewApplication current() {
    return current.get();
  }

  private void run() throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    while (closed.getCount() > 0) {
      long begun = System.nanoTime();
      Throwable failure = attempt();
      if (failure == null) {
        return;
      }
      afresh = afresh || StoreFailure.isDamage(failure);
      boolean ranWell = System.nanoTime() - begun > LONGEST_PAUSE.toNanos();
      pause = ranWell ? FIRST_PAUSE : pause;
      LOG.atError().addKeyValue("rebuilt", afresh).setCause(failure).log("views stopped; they begin again shortly");
      if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      Duration twice = pause.multipliedBy(2);
      pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }
  }

  /** {@return what went wrong; null if it was closed in order} An error is for who supervises the thread, which begins {@link #run} again. */
  private @Nullable Throwable attempt() throws InterruptedException {
    try {
      judgeStores();
      return untilItFails();
    } catch (RuntimeException e) {
      return e;
    }
  }

  /** Once, in the first attempt that gets so far: a full disk may be in the way. */
  private void judgeStores() {
    if (judged) {
      return;
    }
    if (origin.isNew()) {
      standstill.caughtUp(clock.instant());
      origin.resume();
    } else if (origin.isOutdated()) {
      LOG.info("the views were folded by another release, in part: they are rebuilt");
      afresh = true;
    } else if (standstill.isTooLong(clock.instant())) {
      LOG.info(STOOD_STILL);
      afresh = true;
    } else {
      origin.resume();
    }
    judged = true;
  }

  private @Nullable Throwable untilItFails() throws InterruptedException {
    BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
    try (
      ViewApplication application = maker.get();
      KafkaStreamsMetrics meters = new KafkaStreamsMetrics(application.streams())
    ) {
      KafkaStreams streams = application.streams();
      meters.bindTo(metrics);
      streams.setUncaughtExceptionHandler(error -> {
        failures.add(error);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
      });
      if (afresh) {
        streams.cleanUp();
        origin.renew();
        // Whatever comes to be in them, it is read from now on, with what is erased from now on.
        standstill.caughtUp(clock.instant());
        // Not before: what could not be cleaned must not be read as if it were new.
        afresh = false;
      }
      current.set(application);
      // Returns when the stores have been brought up to what was the log's end.
      streams.start();
      Throwable failure = null;
      while (failure == null && closed.getCount() > 0) {
        failure = failures.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (failure == null && outlived.getAndSet(false)) {
          afresh = true;
          failure = new IllegalStateException(STOOD_STILL);
        }
        if (failure == null && ENDED.contains(streams.state())) {
          failure = new IllegalStateException("the views' application ended by itself: " + streams.state());
        }
      }
      // The next attempt opens the same stores: never beside a thread that still writes.
      while (closed.getCount() > 0 && !application.end()) {
        LOG.warn("the views' application does not end; it is waited for");
      }
      return failure;
    }
  }

  /** The views run, and may have missed what was erased: they are rebuilt. */
  void outlived() {
    outlived.set(true);
  }

  @Override
  public void close() {
    closed.countDown();
    thread.end(CLOSING);
  }
}
