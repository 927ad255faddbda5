package io.keyfold.session.once;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;

/**
 * What was begun here last: whoever asks for it again joins it, also while it is under way. For a while and up to a bound, for
 * the log remembers longer; what failed is forgotten at once. Thread-safe.
 *
 * @param <V> what comes of it
 */
public final class Recent<V> {

  private static final int LIMIT = 1_000;
  private static final Duration KEPT = Duration.ofMinutes(10);

  private record Begun<V>(Instant until, Mono<V> outcome) {}

  private final Predicate<V> worthKeeping;
  private final Clock clock;
  private final Map<String, Begun<V>> entries = new LinkedHashMap<>() {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Begun<V>> eldest) {
      return size() > LIMIT;
    }
  };

  /**
   * Remembers nothing yet.
   *
   * @param what is remembered, for the metrics
   * @param worthKeeping whether an outcome is kept; if not, it is told to who waits for it and forgotten
   */
  public Recent(String what, Predicate<V> worthKeeping, Clock clock, MeterRegistry meters) {
    this.worthKeeping = worthKeeping;
    this.clock = clock;
    Gauge.builder("keyfold.recent", this, Recent::size).tag("what", what).register(meters);
    Gauge.builder("keyfold.recent.limit", () -> LIMIT)
      .tag("what", what)
      .register(meters);
  }

  /** {@return the outcome of what was begun under the name, if it is remembered} */
  public synchronized Optional<Mono<V>> find(String name) {
    Instant now = clock.instant();
    entries.values().removeIf(entry -> entry.until().isBefore(now));
    return Optional.ofNullable(entries.get(name)).map(Begun::outcome);
  }

  /** {@return the outcome of what was begun under the name, else of this, which whoever subscribes first begins} */
  public synchronized Mono<V> join(String name, Mono<V> work) {
    return find(name).orElseGet(() -> {
      Mono<V> outcome = work
        .doOnNext(value -> {
          if (!worthKeeping.test(value)) {
            forget(name);
          }
        })
        .doOnError(error -> forget(name))
        .cache();
      entries.put(name, new Begun<>(clock.instant().plus(KEPT), outcome));
      return outcome;
    });
  }

  private synchronized void forget(String name) {
    entries.remove(name);
  }

  private synchronized int size() {
    return entries.size();
  }
}
