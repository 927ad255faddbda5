package io.keyfold.authconfig.refresh;

import io.keyfold.authconfig.oauth.CallFailure;
import io.keyfold.authconfig.oauth.TokenResult;
import io.keyfold.platform.breaker.BreakerSettings;
import io.keyfold.platform.breaker.CircuitBreakers;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;

/**
 * A circuit breaker per provider. Failures are those of the provider as a whole: no connection, no answer, server
 * errors. Thread-safe.
 */
final class ProviderBreakers {

  /** Maximum number of providers with a breaker. */
  static final int MAX_BREAKERS = CircuitBreakers.MAX_BREAKERS;

  /** Number of calls after a pause that tell whether the provider works again. */
  static final int PROBES = CircuitBreakers.PROBES;

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  private final CircuitBreakers breakers;

  ProviderBreakers(RefreshProperties properties, MeterRegistry meters) {
    this.breakers = new CircuitBreakers(
      "keyfold.refresh",
      new BreakerSettings(properties.breakerCalls(), properties.breakerFailures(), properties.breakerPause()),
      meters
    );
  }

  /** A permitted call; one of its methods must be called once. */
  static final class Permit {

    private final CircuitBreakers.Permit permit;

    private Permit(CircuitBreakers.Permit permit) {
      this.permit = permit;
    }

    /** No call was made. */
    void unused() {
      permit.unused();
    }

    void ended(TokenResult result) {
      switch (result) {
        case TokenResult.Tokens _, TokenResult.Rejected _ -> permit.succeeded();
        case TokenResult.Transient failed -> ended(failed.failure());
        case TokenResult.Ambiguous failed -> ended(failed.failure());
      }
    }

    private void ended(CallFailure failure) {
      if (saysNothing(failure)) {
        permit.unused();
      } else if (isProvidersFault(failure)) {
        permit.failed();
      } else {
        permit.succeeded();
      }
    }
  }

  /** {@return the permission to call the provider; empty while its breaker is open} */
  Optional<Permit> permit(String providerId) {
    return breakers.permit(providerId).map(Permit::new);
  }

  /** {@return how many calls of the provider may be in progress: none, a few probes, or any number} */
  int allowance(String providerId) {
    return breakers.allowance(providerId);
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
}
