package io.keyfold.ledger.calls;

import io.keyfold.platform.completeness.Completeness;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.toolcall.RecordedCall;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds calls that have just been made: their records may still be on the way to this instance.
 *
 * @param completeness tells when everything up to a time is here
 * @param clock the current time
 */
record RecentCalls(Completeness completeness, Clock clock) {
  private static final String PREFIX = "tcl_";

  /** A call that began longer ago is here, or its spool is stuck and waiting would not help. */
  private static final Duration RECENT = Duration.ofSeconds(30);

  private static final Duration INTERVAL = Duration.ofMillis(200);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  /**
   * {@return the call} Repeats the lookup of a recent call until it is found, until it is certain that there is none, or
   * until the timeout.
   */
  Mono<RecordedCall> find(String id, Mono<Optional<RecordedCall>> lookup) {
    return lookup.flatMap(found ->
      found.isPresent() || !isRecent(id)
        ? Mono.justOrEmpty(found)
        : Flux.interval(INTERVAL)
            .onBackpressureDrop()
            .take(TIMEOUT)
            .concatMap(tick -> Mono.defer(() -> again(id, lookup)))
            .takeUntil(again -> again.call().isPresent() || again.last())
            .last(new Lookup(Optional.empty(), true))
            .flatMap(last -> Mono.justOrEmpty(last.call()))
    );
  }

  private record Lookup(Optional<RecordedCall> call, boolean last) {}

  private Mono<Lookup> again(String id, Mono<Optional<RecordedCall>> lookup) {
    // Before the lookup: what the watermark promises is then found.
    boolean complete = began(id).isPresent() && completeUntil().isAfter(began(id).get());
    return lookup.map(found -> new Lookup(found, complete));
  }

  private Instant completeUntil() {
    return completeness.completeUntil().orElse(Instant.MIN);
  }

  private boolean isRecent(String id) {
    Instant now = clock.instant();
    return began(id)
      .filter(began -> began.isAfter(now.minus(RECENT)) && began.isBefore(now.plus(RECENT)))
      .isPresent();
  }

  private static Optional<Instant> began(String id) {
    return Ids.timeOf(PREFIX, id);
  }
}
