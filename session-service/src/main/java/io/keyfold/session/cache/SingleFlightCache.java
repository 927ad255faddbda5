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
 * Concurrent calls for one name share one execution, and later ones its outcome: for ten minutes and up to a bound on the bytes,
 * for the log remembers longer. A failure is not kept. Thread-safe.
 *
 * @param <V> the outcome
 */
public final class SingleFlightCache<V> {

  private static final long CAPACITY = 8 * 1024 * 1024;
  private static final int LARGEST = 64 * 1024;
  private static final Duration KEPT = Duration.ofMinutes(10);

  private record InFlight<V>(Instant until, Mono<V> outcome) {}

  private final ToLongFunction<V> bytes;
  private final Clock clock;

  /** Without a bound of its own: an execution takes its memory whether it is known here or not. */
  private final Map<String, InFlight<V>> inFlight = new HashMap<>();
  private final ByteBoundedCache<V> ended;

  /**
   * An empty cache.
   *
   * @param what is cached, for the metrics
   * @param bytes about how many bytes an outcome takes; a large one goes to the callers that wait for it and is not kept
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

  /** {@return the outcome under the name, if it is in flight or kept} */
  public synchronized Optional<Mono<V>> find(String name) {
    Instant now = clock.instant();
    inFlight.values().removeIf(execution -> execution.until().isBefore(now));
    return Optional.ofNullable(inFlight.get(name))
      .map(InFlight::outcome)
      .or(() -> ended.find(name).map(Mono::just));
  }

  /** {@return the outcome under the name, else that of this work, which the first subscriber starts} */
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
      // The value alone: the cached work would hold on to the request that asked for it.
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
