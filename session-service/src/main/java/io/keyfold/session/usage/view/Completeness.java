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
 * Until when usage is complete: the time before which every act of every spool is in this instance's totals. When a spool,
 * the totals or this view stand still, it stands still, too. Thread-safe.
 */
public final class Completeness implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Completeness.class);

  /** As often as spools tell, unless set otherwise: the mark that is not seen is missed by no more than this. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private final State totals;
  private final View watermarks;
  private final Clock clock;
  private final Disposable.Swap looking = Disposables.swap();
  /** One entry per spool. */
  private final Map<String, SpoolProgressHistory> seen = new HashMap<>();
  /** What was once reached stays reached, also after the marks that said so were thinned out. One entry per spool. */
  private final Map<String, Instant> reached = new HashMap<>();

  /** Reads the two views. */
  public Completeness(State totals, View watermarks, Clock clock) {
    this.totals = totals;
    this.watermarks = watermarks;
    this.clock = clock;
  }

  /** Looks at what spools tell until it is closed, also while nobody asks: the view has the last word of each alone. */
  public void start() {
    looking.update(
      Flux.interval(LOOK, Schedulers.boundedElastic())
        .onBackpressureDrop()
        .concatMap(tick ->
          Mono.fromCallable(this::until)
            // The views do not run, or not yet.
            .onErrorComplete(ApiException.class)
            .doOnError(error ->
              LOG.atWarn().setCause(error).log("what spools tell could not be read; it is tried again")
            )
            .onErrorComplete()
        )
        .subscribe()
    );
  }

  /**
   * {@return the time; nothing if it is not known, because there is no spool yet, or one that this instance has not seen
   * through since its start}
   */
  public synchronized Optional<Instant> until() {
    Map<Integer, Long> progress = new HashMap<>();
    totals.scan(Scan.all(TenantId.PLATFORM, UsageKinds.PROGRESS), (partition, at) -> {
      progress.put(Integer.valueOf(partition), at.offset());
      return true;
    });
    Map<String, Optional<Instant>> spools = new HashMap<>();
    watermarks.scan(Scan.all(TenantId.PLATFORM, UsageKinds.SPOOLS), (spool, mark) -> {
      spools.put(spool, until(spool, mark, progress));
      return true;
    });
    seen.keySet().retainAll(spools.keySet());
    reached.keySet().retainAll(spools.keySet());
    if (spools.isEmpty() || spools.values().stream().anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Instant least = spools.values().stream().flatMap(Optional::stream).min(Instant::compareTo).orElse(now);
    return Optional.of(least.isBefore(now) ? least : now);
  }

  /**
   * Completes once {@link #until} counts with every spool that had told of itself when this was subscribed to, also with one
   * that had signed off and came back. Bounded; errors with {@code unavailable} where that was not reached in time.
   */
  public Mono<Void> caughtUp() {
    return Mono.defer(watermarks::caughtUp);
  }

  private Optional<Instant> until(String spool, SpoolProgress last, Map<Integer, Long> progress) {
    // A spool that signed off and came back speaks of earlier times again.
    if (!last.signedOff()) {
      reached.remove(spool, SpoolShutdown.AT);
    }
    SpoolProgressHistory marks = seen.getOrDefault(spool, SpoolProgressHistory.NONE).plus(last);
    seen.put(spool, marks);
    marks
      .until(progress)
      .ifPresent(time -> reached.merge(spool, time, (before, now) -> now.isAfter(before) ? now : before));
    return Optional.ofNullable(reached.get(spool));
  }

  /** Looks no longer; can still be asked. */
  @Override
  public void close() {
    looking.dispose();
  }
}
