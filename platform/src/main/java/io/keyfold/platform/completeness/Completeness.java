package io.keyfold.platform.completeness;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.View;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Computes the completeness watermark of usage: the time before which every operation of every spool is in a
 * read model of this instance. It stalls while a spool or the read model stall. Thread-safe.
 */
public final class Completeness implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Completeness.class);

  /** Default interval at which spools publish watermarks, so that at most one interval is missed. */
  private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

  private final Supplier<Map<Integer, Long>> positions;
  private final View watermarks;
  private final Clock clock;
  private final Disposable.Swap polling = Disposables.swap();
  /** Recent watermarks by spool. */
  private final Map<String, SpoolProgressHistory> histories = new HashMap<>();
  /** Highest time reached by spool. Kept, since the watermarks that proved it are thinned out. */
  private final Map<String, Instant> reached = new HashMap<>();

  /**
   * Creates a reader of the watermarks.
   *
   * @param positions position by partition of usage records, before which all records are in the read model
   * @param watermarks the view of the watermarks, folded by {@link WatermarksView}
   */
  public Completeness(Supplier<Map<Integer, Long>> positions, View watermarks, Clock clock) {
    this.positions = positions;
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
    Map<Integer, Long> progress = positions.get();
    Map<String, Optional<Instant>> spools = new HashMap<>();
    watermarks.scan(Scan.all(TenantId.PLATFORM, WatermarksView.SPOOLS), (spool, mark) -> {
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
