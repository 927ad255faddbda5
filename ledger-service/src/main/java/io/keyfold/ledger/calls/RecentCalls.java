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
    return Ids.timeOf(PREFIX, id)
      .filter(this::isRecent)
      .map(began -> repeated(began, lookup))
      .orElse(lookup)
      .flatMap(Mono::justOrEmpty);
  }

  private Mono<Optional<RecordedCall>> repeated(Instant began, Mono<Optional<RecordedCall>> lookup) {
    return Flux.interval(Duration.ZERO, INTERVAL)
      .onBackpressureDrop()
      .take(TIMEOUT)
      .concatMap(tick -> Mono.defer(() -> attempt(began, lookup)))
      .takeUntil(Attempt::isLast)
      .last()
      .map(Attempt::call);
  }

  private record Attempt(Optional<RecordedCall> call, boolean complete) {
    boolean isLast() {
      return complete || call.isPresent();
    }
  }

  private Mono<Attempt> attempt(Instant began, Mono<Optional<RecordedCall>> lookup) {
    // Before the lookup: what the watermark promises is then found.
    boolean complete = completeness
      .completeUntil()
      .filter(until -> until.isAfter(began))
      .isPresent();
    return lookup.map(call -> new Attempt(call, complete));
  }

  private boolean isRecent(Instant began) {
    Instant now = clock.instant();
    return began.isAfter(now.minus(RECENT)) && began.isBefore(now.plus(RECENT));
  }
}
