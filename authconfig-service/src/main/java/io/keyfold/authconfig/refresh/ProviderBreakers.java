package io.keyfold.authconfig.refresh;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.keyfold.authconfig.oauth.CallFailure;
import io.keyfold.authconfig.oauth.TokenResult;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A circuit breaker per provider: while most of its calls fail, none is made for a while, then a few probes. Failures
 * are those of the provider as a whole: no connection, no answer, server errors. Thread-safe.
 */
final class ProviderBreakers {

  private static final Logger LOG = LoggerFactory.getLogger(ProviderBreakers.class);

  /** Maximum number of providers with a breaker; the least recently used is forgotten, and starts anew. */
  static final int MAX_BREAKERS = 1_000;

  /** Number of calls after a pause that tell whether the provider works again. */
  static final int PROBES = 3;

  private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  private final CircuitBreakerConfig config;
  private final Cache<String, CircuitBreaker> breakers = Caffeine.newBuilder()
    .maximumSize(MAX_BREAKERS)
    .expireAfterAccess(FORGOTTEN_AFTER)
    .executor(Runnable::run)
    .build();

  ProviderBreakers(RefreshProperties properties, MeterRegistry meters) {
    this.config = CircuitBreakerConfig.custom()
      .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
      .slidingWindowSize(properties.breakerCalls())
      .minimumNumberOfCalls(Math.min(properties.breakerCalls(), 5))
      .failureRateThreshold(properties.breakerFailures())
      .waitDurationInOpenState(properties.breakerPause())
      .permittedNumberOfCallsInHalfOpenState(PROBES)
      .build();
    Gauge.builder("keyfold.refresh.breakers", breakers, Cache::estimatedSize).register(meters);
    Gauge.builder("keyfold.refresh.breakers.limit", () -> MAX_BREAKERS).register(meters);
    Gauge.builder("keyfold.refresh.breakers.open", breakers, ProviderBreakers::open).register(meters);
  }

  /** A permitted call; one of its methods must be called once. */
  static final class Permit {

    private final CircuitBreaker breaker;
    private final long start = System.nanoTime();

    private Permit(CircuitBreaker breaker) {
      this.breaker = breaker;
    }

    /** No call was made. */
    void unused() {
      breaker.releasePermission();
    }

    void ended(TokenResult result) {
      long took = System.nanoTime() - start;
      switch (result) {
        case TokenResult.Tokens _, TokenResult.Rejected _ -> breaker.onSuccess(took, TimeUnit.NANOSECONDS);
        case TokenResult.Transient failed -> ended(took, failed.failure());
        case TokenResult.Ambiguous failed -> ended(took, failed.failure());
      }
    }

    private void ended(long took, CallFailure failure) {
      if (saysNothing(failure)) {
        breaker.releasePermission();
      } else if (isProvidersFault(failure)) {
        breaker.onError(took, TimeUnit.NANOSECONDS, new ProviderFailedException());
      } else {
        breaker.onSuccess(took, TimeUnit.NANOSECONDS);
      }
    }
  }

  /** {@return the permission to call the provider; empty while its breaker is open} */
  Optional<Permit> permit(String providerId) {
    CircuitBreaker breaker = breakers.get(providerId, this::create);
    return breaker.tryAcquirePermission() ? Optional.of(new Permit(breaker)) : Optional.empty();
  }

  /** {@return how many calls of the provider may be in progress: none, a few probes, or any number} */
  int allowance(String providerId) {
    CircuitBreaker breaker = breakers.getIfPresent(providerId);
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

  private CircuitBreaker create(String providerId) {
    CircuitBreaker breaker = CircuitBreaker.of(providerId, config);
    breaker
      .getEventPublisher()
      .onStateTransition(change ->
        LOG.atWarn()
          .addKeyValue("provider", providerId)
          .addKeyValue("from", change.getStateTransition().getFromState())
          .addKeyValue("to", change.getStateTransition().getToState())
          .log("the circuit breaker of a provider changed its state")
      );
    return breaker;
  }

  private static boolean saysNothing(CallFailure failure) {
    return switch (failure.reason()) {
      case ADDRESS_REFUSED, EGRESS_PROXY, BUSY -> true;
      // A limit of one app says nothing about the others.
      default -> failure.status() != null && failure.status() == TOO_MANY_REQUESTS;
    };
  }

  private static boolean isProvidersFault(CallFailure failure) {
    return switch (failure.reason()) {
      case ADDRESS_REFUSED, EGRESS_PROXY, BUSY, REDIRECT, TOO_LARGE -> false;
      case ERROR_STATUS -> failure.status() != null && failure.status() >= SERVER_ERROR;
      case UNREACHABLE, CONNECTION_LOST, TIMEOUT, UNREADABLE -> true;
    };
  }

  private static double open(Cache<String, CircuitBreaker> breakers) {
    return breakers
      .asMap()
      .values()
      .stream()
      .filter(breaker -> breaker.getState() != CircuitBreaker.State.CLOSED)
      .count();
  }

  private static final class ProviderFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ProviderFailedException() {
      super("the provider failed", null, false, false);
    }
  }
}
