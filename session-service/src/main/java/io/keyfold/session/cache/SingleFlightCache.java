package io.keyfold.session.cache;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import reactor.core.publisher.Mono;

/**
 * Shares one execution among concurrent calls for one name, and its result with later calls for ten minutes. The size
 * of cached results is bounded, since the log remembers for longer. Failures are not cached. Thread-safe.
 *
 * @param <V> type of the result
 */
public final class SingleFlightCache<V> {

  private static final long CAPACITY = 8 * 1024 * 1024;
  private static final int LARGEST = 64 * 1024;
  private static final Duration KEPT = Duration.ofMinutes(10);

  private record InFlight<V>(Instant until, Mono<V> outcome) {}

  private final ToLongFunction<V> bytes;
  private final Clock clock;

  /** Not bounded here: each execution uses its memory anyway. */
  private final Map<String, InFlight<V>> inFlight = new HashMap<>();
  private final ByteBoundedCache<V> ended;

  /**
   * Creates an empty cache.
   *
   * @param what name of the cache in metrics
   * @param bytes approximate size of a result; large results are passed to waiting callers and not cached
   */
  public SingleFlightCache(String what, ToLongFunction<V> bytes, Clock clock, MeterRegistry meters) {
    this.bytes = bytes;
    this.clock = clock;
    this.ended = new ByteBoundedCache<>(CAPACITY, KEPT, clock);
    Gauge.builder("keyfold.recent", this, SingleFlightCache::count).tag("what", what).register(meters);
    Gauge.builder("keyfold.recent.size", ended, ByteBoundedCache::bytes).tag("what", what).register(meters);
    Gauge.builder("keyfold.recent.capacity", () -> CAPACITY)
      .tag("what", what)
      .register(meters);
  }

  /** {@return the result for the name, if it is in flight or cached} */
  public synchronized Optional<Mono<V>> find(String name) {
    Instant now = clock.instant();
    inFlight.values().removeIf(execution -> execution.until().isBefore(now));
    return Optional.ofNullable(inFlight.get(name))
      .map(InFlight::outcome)
      .or(() -> ended.find(name).map(Mono::just));
  }

  /** {@return the result for the name, else that of this work, which the first subscriber starts} */
  public synchronized Mono<V> join(String name, Mono<V> work) {
    return find(name).orElseGet(() -> {
      Mono<V> outcome = work
        .doOnNext(value -> end(name, value))
        .doOnError(error -> forget(name))
        .cache();
      inFlight.put(name, new InFlight<>(clock.instant().plus(KEPT), outcome));
      return outcome;
    });
  }

  private synchronized void end(String name, V value) {
    inFlight.remove(name);
    long size = bytes.applyAsLong(value);
    if (size <= LARGEST) {
      // Cache only the value: the cached Mono would retain the request.
      ended.put(name, value, (int) size);
    }
  }

  private synchronized void forget(String name) {
    inFlight.remove(name);
  }

  private synchronized long count() {
    return inFlight.size() + ended.size();
  }
}
