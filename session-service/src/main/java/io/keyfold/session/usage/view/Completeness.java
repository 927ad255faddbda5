package io.keyfold.session.usage.view;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.View;
import io.keyfold.session.usage.SignedOff;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/**
 * Until when usage is complete: the time before which every act of every spool is in this instance's totals. When a spool,
 * the totals or this view stand still, it stands still, too.
 */
public final class Completeness {

  private final State totals;
  private final View watermarks;
  private final Clock clock;
  // What was once reached stays reached, also after the marks that said so were thinned out. One entry per spool.
  private final Map<String, Instant> reached = new ConcurrentHashMap<>();

  /** Reads the two views. */
  public Completeness(State totals, View watermarks, Clock clock) {
    this.totals = totals;
    this.watermarks = watermarks;
    this.clock = clock;
  }

  /**
   * {@return the time; nothing if it is not known, because there is no spool yet, or one that this instance has not seen
   * through since its start}
   */
  public Optional<Instant> until() {
    Map<Integer, Long> progress = new HashMap<>();
    totals.scan(Scan.all(TenantId.PLATFORM, UsageKinds.PROGRESS), (partition, at) -> {
      progress.put(Integer.valueOf(partition), at.offset());
      return true;
    });
    Map<String, Optional<Instant>> spools = new HashMap<>();
    watermarks.scan(Scan.all(TenantId.PLATFORM, UsageKinds.SPOOLS), (spool, marks) -> {
      spools.put(spool, until(spool, marks, progress));
      return true;
    });
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

  private Optional<Instant> until(String spool, SpoolMarks marks, Map<Integer, Long> progress) {
    // A spool that signed off and came back speaks of earlier times again.
    if (!marks.signedOff()) {
      reached.remove(spool, SignedOff.AT);
    }
    marks
      .until(progress)
      .ifPresent(time -> reached.merge(spool, time, (before, now) -> now.isAfter(before) ? now : before));
    return Optional.ofNullable(reached.get(spool));
  }
}
