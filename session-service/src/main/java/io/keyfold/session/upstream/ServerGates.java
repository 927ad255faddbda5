package io.keyfold.session.upstream;

import io.keyfold.platform.breaker.BreakerSettings;
import io.keyfold.platform.breaker.CircuitBreakers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/**
 * Limits the calls in progress at one server, and stops calling a server that does not respond, so that neither costs
 * the others. Thread-safe.
 */
final class ServerGates {

  private final int limit;
  private final CircuitBreakers breakers;
  private final Map<Eras.Key, Integer> running = new ConcurrentHashMap<>();

  ServerGates(UpstreamProperties properties, MeterRegistry meters) {
    this.limit = properties.maxCallsPerProvider();
    this.breakers = new CircuitBreakers(
      "keyfold.upstream",
      new BreakerSettings(properties.breakerCalls(), properties.breakerFailures(), properties.breakerPause()),
      meters
    );
    meters.gaugeMapSize("keyfold.upstream.servers", Tags.empty(), running);
  }

  /** {@return the call, unless too many are in progress at the server or it does not respond} */
  <T> Mono<T> through(Eras.Key server, Mono<T> call) {
    return Mono.defer(() -> {
      if (running.merge(server, 1, Integer::sum) > limit) {
        leave(server);
        return Mono.error(Busy.atProvider());
      }
      CircuitBreakers.Permit permit = breakers.permit(server.tenant().value() + " " + server.url()).orElse(null);
      if (permit == null) {
        leave(server);
        return Mono.error(ProviderFailure.unreachable("it did not respond to recent calls and is tried again shortly"));
      }
      return call
        .doOnSuccess(result -> permit.succeeded())
        .doOnError(e -> ended(permit, e))
        .doOnCancel(permit::unused)
        .doFinally(end -> leave(server));
    });
  }

  private void leave(Eras.Key server) {
    running.computeIfPresent(server, (any, count) -> count == 1 ? null : count - 1);
  }

  private static void ended(CircuitBreakers.Permit permit, Throwable e) {
    if (!(e instanceof ProviderFailure failure) || failure.isCancelled()) {
      permit.unused();
      return;
    }
    switch (failure.code()) {
      case PROVIDER_UNREACHABLE, PROVIDER_TIMEOUT -> permit.failed();
      default -> permit.succeeded();
    }
  }
}
