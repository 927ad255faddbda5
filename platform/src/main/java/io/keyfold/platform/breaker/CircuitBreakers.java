package io.keyfold.platform.breaker;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A circuit breaker per party: while most of its calls fail, none is made for a while, then a few probes. Thread-safe.
 */
public final class CircuitBreakers {

  /** Maximum number of parties with a breaker; the least recently used is forgotten, and starts anew. */
  public static final int MAX_BREAKERS = 1_000;

  /** Number of calls after a pause that tell whether the party works again. */
  public static final int PROBES = 3;

  private static final Logger LOG = LoggerFactory.getLogger(CircuitBreakers.class);
  private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);
  private static final int MIN_CALLS = 5;

  private final String metric;
  private final CircuitBreakerConfig config;
  private final Cache<String, CircuitBreaker> breakers = Caffeine.newBuilder()
    .maximumSize(MAX_BREAKERS)
    .expireAfterAccess(FORGOTTEN_AFTER)
    .executor(Runnable::run)
    .build();

  /**
   * Creates breakers that are closed.
   *
   * @param metric prefix of the names of their metrics
   */
  public CircuitBreakers(String metric, BreakerSettings settings, MeterRegistry meters) {
    this.metric = metric;
    this.config = CircuitBreakerConfig.custom()
      .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
      .slidingWindowSize(settings.calls())
      .minimumNumberOfCalls(Math.min(settings.calls(), MIN_CALLS))
      .failureRateThreshold(settings.failures())
      .waitDurationInOpenState(settings.pause())
      .permittedNumberOfCallsInHalfOpenState(PROBES)
      .build();
    Gauge.builder(metric + ".breakers", breakers, Cache::estimatedSize).register(meters);
    Gauge.builder(metric + ".breakers.limit", () -> MAX_BREAKERS).register(meters);
    Gauge.builder(metric + ".breakers.open", breakers, CircuitBreakers::open).register(meters);
  }

  /** A permitted call; one of its methods must be called once. */
  public static final class Permit {

    private final CircuitBreaker breaker;
    private final long start = System.nanoTime();

    private Permit(CircuitBreaker breaker) {
      this.breaker = breaker;
    }

    /** No call was made, or its outcome says nothing about the party. */
    public void unused() {
      breaker.releasePermission();
    }

    /** The party responded. */
    public void succeeded() {
      breaker.onSuccess(took(), TimeUnit.NANOSECONDS);
    }

    /** The party as a whole failed. */
    public void failed() {
      breaker.onError(took(), TimeUnit.NANOSECONDS, new PartyFailedException());
    }

    private long took() {
      return System.nanoTime() - start;
    }
  }

  /** {@return the permission to call the party; empty while its breaker is open} */
  public Optional<Permit> permit(String party) {
    CircuitBreaker breaker = breakers.get(party, this::create);
    return breaker.tryAcquirePermission() ? Optional.of(new Permit(breaker)) : Optional.empty();
  }

  /** {@return how many calls of the party may be in progress: none, a few probes, or any number} */
  public int allowance(String party) {
    CircuitBreaker breaker = breakers.getIfPresent(party);
    if (breaker == null || breaker.getState() == CircuitBreaker.State.CLOSED) {
      return Integer.MAX_VALUE;
    }
    // Also ends the pause when it is over.
    if (!breaker.tryAcquirePermission()) {
      return 0;
    }
    breaker.releasePermission();
    return PROBES;
  }

  private CircuitBreaker create(String party) {
    CircuitBreaker breaker = CircuitBreaker.of(party, config);
    breaker
      .getEventPublisher()
      .onStateTransition(change ->
        LOG.atWarn()
          .addKeyValue("breakers", metric)
          .addKeyValue("provider", party)
          .addKeyValue("from", change.getStateTransition().getFromState())
          .addKeyValue("to", change.getStateTransition().getToState())
          .log("the circuit breaker of a provider changed its state")
      );
    return breaker;
  }

  private static double open(Cache<String, CircuitBreaker> breakers) {
    return breakers
      .asMap()
      .values()
      .stream()
      .filter(breaker -> breaker.getState() != CircuitBreaker.State.CLOSED)
      .count();
  }

  private static final class PartyFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PartyFailedException() {
      super("the party failed", null, false, false);
    }
  }
}
