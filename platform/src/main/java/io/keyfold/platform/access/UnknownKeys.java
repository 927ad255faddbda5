package io.keyfold.platform.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;

/**
 * Bounds what keys that nobody knows may cost. At most {@link #MAX_WAITING} requests wait for one to appear; a key that did
 * not appear is remembered for a few seconds and refused at once.
 */
public final class UnknownKeys {

  /** How many requests may wait for their key to appear. */
  public static final int MAX_WAITING = 256;

  /** How many refused keys are remembered. */
  public static final int MAX_REMEMBERED = 10_000;

  private static final Duration REMEMBERED = Duration.ofSeconds(5);

  private final Semaphore waiting = new Semaphore(MAX_WAITING);
  private final Cache<String, Boolean> refused;
  private final MeterRegistry meters;

  /** Starts with nothing remembered. */
  public UnknownKeys(Clock clock, MeterRegistry meters) {
    this.meters = meters;
    this.refused = Caffeine.newBuilder()
      .maximumSize(MAX_REMEMBERED)
      .expireAfterWrite(REMEMBERED)
      .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
      .executor(Runnable::run)
      .build();
    Gauge.builder("keyfold.access.waiting", waiting, permits -> MAX_WAITING - permits.availablePermits())
      .description("Requests that wait for their API key to appear")
      .register(meters);
    Gauge.builder("keyfold.access.remembered", refused, Cache::estimatedSize).register(meters);
  }

  /** {@return what the wait finds; empty without a wait for a key that did not appear just now; 429 above the bound} */
  <T> Mono<T> admit(String hash, Mono<T> wait) {
    if (refused.getIfPresent(hash) != null) {
      count("remembered");
      return Mono.empty();
    }
    if (!waiting.tryAcquire()) {
      count("refused");
      return Mono.error(ApiException.of(ErrorCode.TOO_MANY_REQUESTS, "Too many requests with keys that are not known"));
    }
    count("waited");
    return wait.switchIfEmpty(Mono.fromRunnable(() -> refused.put(hash, true))).doFinally(end -> waiting.release());
  }

  private void count(String outcome) {
    meters.counter("keyfold.access.unknown", "outcome", outcome).increment();
  }
}
