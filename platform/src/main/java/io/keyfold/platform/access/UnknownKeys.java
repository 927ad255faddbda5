package io.keyfold.platform.access;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.Semaphore;
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

  private final Clock clock;
  private final Semaphore waiting = new Semaphore(MAX_WAITING);
  private final SequencedMap<String, Instant> refused = new LinkedHashMap<>();
  private final MeterRegistry meters;

  /** Starts with nothing remembered. */
  public UnknownKeys(Clock clock, MeterRegistry meters) {
    this.clock = clock;
    this.meters = meters;
    Gauge.builder("keyfold.access.waiting", waiting, permits -> MAX_WAITING - permits.availablePermits())
      .description("Requests that wait for their API key to appear")
      .register(meters);
    Gauge.builder("keyfold.access.remembered", this, UnknownKeys::remembered).register(meters);
  }

  /** {@return what the wait finds; empty without a wait for a key that did not appear just now; 429 above the bound} */
  <T> Mono<T> admit(String hash, Mono<T> wait) {
    if (isRemembered(hash)) {
      count("remembered");
      return Mono.empty();
    }
    if (!waiting.tryAcquire()) {
      count("refused");
      return Mono.error(ApiException.of(ErrorCode.TOO_MANY_REQUESTS, "Too many requests with keys that are not known"));
    }
    count("waited");
    return wait.switchIfEmpty(Mono.fromRunnable(() -> remember(hash))).doFinally(end -> waiting.release());
  }

  private synchronized int remembered() {
    return refused.size();
  }

  private synchronized boolean isRemembered(String hash) {
    Instant until = refused.get(hash);
    return until != null && clock.instant().isBefore(until);
  }

  private synchronized void remember(String hash) {
    refused.remove(hash);
    refused.put(hash, clock.instant().plus(REMEMBERED));
    if (refused.size() > MAX_REMEMBERED) {
      refused.pollFirstEntry();
    }
  }

  private void count(String outcome) {
    meters.counter("keyfold.access.unknown", "outcome", outcome).increment();
  }
}
