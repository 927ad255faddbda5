package io.keyfold.session.once;

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
 * What was begun here last: whoever asks for it again joins it, also while it is under way. For a while and up to a bound, for
 * the log remembers longer; what failed is forgotten at once. Thread-safe.
 *
 * @param <V> what comes of it
 */
public final class Recent<V> {

  private static final long CAPACITY = 8 * 1024 * 1024;
  private static final long LARGEST = 64 * 1024;
  private static final Duration KEPT = Duration.ofMinutes(10);

  private record Begun<V>(Instant until, Mono<V> outcome) {}

  private final ToLongFunction<V> bytes;
  private final Clock clock;

  /** Without a bound of its own: what is under way takes its memory whether it is known here or not. */
  private final Map<String, Begun<V>> underWay = new HashMap<>();
  private final Newest<Begun<V>> ended = new Newest<>(CAPACITY);

  /**
   * Remembers nothing yet.
   *
   * @param what is remembered, for the metrics
   * @param bytes about how many bytes an outcome takes; a large one is told to who waits for it and forgotten
   */
  public Recent(String what, ToLongFunction<V> bytes, Clock clock, MeterRegistry meters) {
    this.bytes = bytes;
    this.clock = clock;
    Gauge.builder("keyfold.recent", this, Recent::count).tag("what", what).register(meters);
    Gauge.builder("keyfold.recent.size", ended, Newest::size).tag("what", what).register(meters);
    Gauge.builder("keyfold.recent.capacity", () -> CAPACITY)
      .tag("what", what)
      .register(meters);
  }

  /** {@return the outcome of what was begun under the name, if it is remembered} */
  public synchronized Optional<Mono<V>> find(String name) {
    Instant now = clock.instant();
    underWay.values().removeIf(begun -> begun.until().isBefore(now));
    ended.removeWhile(begun -> begun.until().isBefore(now));
    return Optional.ofNullable(underWay.get(name))
      .or(() -> ended.find(name))
      .map(Begun::outcome);
  }

  /** {@return the outcome of what was begun under the name, else of this, which whoever subscribes first begins} */
  public synchronized Mono<V> join(String name, Mono<V> work) {
    return find(name).orElseGet(() -> {
      Mono<V> outcome = work
        .doOnNext(value -> end(name, value))
        .doOnError(error -> forget(name))
        .cache();
      underWay.put(name, begun(outcome));
      return outcome;
    });
  }

  private synchronized void end(String name, V value) {
    underWay.remove(name);
    long size = bytes.applyAsLong(value);
    if (size <= LARGEST) {
      // Not what the work was cached as: that holds on to the work, and to the request that asked for it.
      ended.put(name, begun(Mono.just(value)), size);
    }
  }

  private Begun<V> begun(Mono<V> outcome) {
    return new Begun<>(clock.instant().plus(KEPT), outcome);
  }

  private synchronized void forget(String name) {
    underWay.remove(name);
  }

  private synchronized int count() {
    return underWay.size() + ended.count();
  }
}
