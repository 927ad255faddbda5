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
 * Limits the cost of unknown keys. At most {@link #MAX_WAITING} requests wait for their key to appear. A key that did
 * not appear is cached for 5 s and rejected at once.
 */
public final class UnknownKeys {

  /** Maximum number of requests that wait for their key to appear. */
  public static final int MAX_WAITING = 256;

  /** Maximum number of cached rejected keys. */
  public static final int MAX_REMEMBERED = 10_000;

  private static final Duration REJECTION_TTL = Duration.ofSeconds(5);

  private final Semaphore waiting = new Semaphore(MAX_WAITING);
  private final Cache<String, Boolean> rejected;
  private final MeterRegistry meters;

  /** Creates a limiter with an empty cache. */
  public UnknownKeys(Clock clock, MeterRegistry meters) {
    this.meters = meters;
    this.rejected = Caffeine.newBuilder()
      .maximumSize(MAX_REMEMBERED)
      .expireAfterWrite(REJECTION_TTL)
      .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
      .executor(Runnable::run)
      .build();
    Gauge.builder("keyfold.access.waiting", waiting, permits -> MAX_WAITING - permits.availablePermits())
      .description("Requests that wait for their API key to appear")
      .register(meters);
    Gauge.builder("keyfold.access.remembered", rejected, Cache::estimatedSize).register(meters);
  }

  /**
   * {@return the result of the wait; empty without a wait for a cached rejected key; errors with 429 above the limit}
   */
  <T> Mono<T> admit(String hash, Mono<T> wait) {
    if (rejected.getIfPresent(hash) != null) {
      count("remembered");
      return Mono.empty();
    }
    if (!waiting.tryAcquire()) {
      count("refused");
      return Mono.error(ApiException.of(ErrorCode.TOO_MANY_REQUESTS, "Too many requests with keys that are not known"));
    }
    count("waited");
    return wait.switchIfEmpty(Mono.fromRunnable(() -> rejected.put(hash, true))).doFinally(end -> waiting.release());
  }

  private void count(String outcome) {
    meters.counter("keyfold.access.unknown", "outcome", outcome).increment();
  }
}
