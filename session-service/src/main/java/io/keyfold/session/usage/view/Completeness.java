package io.keyfold.session.usage.view;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.View;
import io.keyfold.session.usage.SpoolShutdown;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Computes the completeness watermark of usage: the time before which every operation of every spool is in this
 * instance's totals. It stalls while a spool, the totals or this view stall. Thread-safe.
 */
public final class Completeness implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Completeness.class);

  /** Default interval at which spools publish watermarks, so that at most one interval is missed. */
  private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

  private final State totals;
  private final View watermarks;
  private final Clock clock;
  private final Disposable.Swap polling = Disposables.swap();
  /** Recent watermarks by spool. */
  private final Map<String, SpoolProgressHistory> histories = new HashMap<>();
  /** Highest time reached by spool. Kept, since the watermarks that proved it are thinned out. */
  private final Map<String, Instant> reached = new HashMap<>();

  /** Creates a reader of the two views. */
  public Completeness(State totals, View watermarks, Clock clock) {
    this.totals = totals;
    this.watermarks = watermarks;
    this.clock = clock;
  }

  /** Polls the watermarks until closed, also without queries, since the view keeps only the last one of each spool. */
  public void start() {
    polling.update(
      Flux.interval(POLL_INTERVAL, Schedulers.boundedElastic())
        .onBackpressureDrop()
        .concatMap(tick ->
          Mono.fromCallable(this::completeUntil)
            // The views are not running, or not yet.
            .onErrorComplete(ApiException.class)
            .doOnError(error -> LOG.atWarn().setCause(error).log("reading the spools' watermarks failed; retrying"))
            .onErrorComplete()
        )
        .subscribe()
    );
  }

  /**
   * {@return the completeness watermark; empty if unknown, because there is no spool yet or this instance has not
   * reached any of a spool's watermarks since it started}
   */
  public synchronized Optional<Instant> completeUntil() {
    Map<Integer, Long> progress = new HashMap<>();
    totals.scan(Scan.all(TenantId.PLATFORM, UsageKinds.PROGRESS), (partition, at) -> {
      progress.put(Integer.valueOf(partition), at.offset());
      return true;
    });
    Map<String, Optional<Instant>> spools = new HashMap<>();
    watermarks.scan(Scan.all(TenantId.PLATFORM, UsageKinds.SPOOLS), (spool, mark) -> {
      spools.put(spool, completeUntil(spool, mark, progress));
      return true;
    });
    histories.keySet().retainAll(spools.keySet());
    reached.keySet().retainAll(spools.keySet());
    if (spools.isEmpty() || spools.values().stream().anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Instant min = spools.values().stream().flatMap(Optional::stream).min(Instant::compareTo).orElse(now);
    return Optional.of(min.isBefore(now) ? min : now);
  }

  /**
   * Completes once {@link #completeUntil} includes every spool whose watermark was on the log at subscription, also one
   * that returned after a shutdown. Bounded; errors with {@code unavailable} on timeout.
   */
  public Mono<Void> caughtUp() {
    return Mono.defer(watermarks::caughtUp);
  }

  private Optional<Instant> completeUntil(String spool, SpoolProgress last, Map<Integer, Long> progress) {
    // A spool that returned after a shutdown publishes earlier times again.
    if (!last.signedOff()) {
      reached.remove(spool, SpoolShutdown.AT);
    }
    SpoolProgressHistory marks = histories.getOrDefault(spool, SpoolProgressHistory.NONE).plus(last);
    histories.put(spool, marks);
    marks
      .completeUntil(progress)
      .ifPresent(time -> reached.merge(spool, time, (before, now) -> now.isAfter(before) ? now : before));
    return Optional.ofNullable(reached.get(spool));
  }

  /** Stops polling; queries still work. */
  @Override
  public void close() {
    polling.dispose();
  }
}
