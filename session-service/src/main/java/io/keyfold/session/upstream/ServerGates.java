package io.keyfold.session.upstream;

import io.keyfold.platform.breaker.BreakerSettings;
import io.keyfold.platform.breaker.CircuitBreakers;
import io.keyfold.platform.id.TenantId;
import io.keyfold.session.catalogue.Deployment;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Limits the calls in progress at one server, and stops calling a server that does not respond, so that neither costs
 * the others. Thread-safe.
 */
final class ServerGates {

  private final CircuitBreakers breakers;
  private final Map<Gate, Integer> running = new ConcurrentHashMap<>();

  ServerGates(UpstreamProperties properties, MeterRegistry meters) {
    this.breakers = new CircuitBreakers(
      "keyfold.upstream",
      new BreakerSettings(properties.breakerCalls(), properties.breakerFailures(), properties.breakerPause()),
      meters
    );
    meters.gaugeMapSize("keyfold.upstream.servers", Tags.empty(), running);
  }

  /**
   * What calls are counted by.
   *
   * @param url URL of the server
   * @param deploymentId the deployment, if it has a limit of its own; null: all others
   */
  private record Gate(TenantId tenant, String url, @Nullable String deploymentId) {
    static Gate of(Target target) {
      Deployment deployment = target.resolved().deployment();
      return new Gate(
        target.tenant(),
        target.resolved().provider().mcpUrl(),
        deployment.hasConcurrencyLimit() ? deployment.id() : null
      );
    }
  }

  /**
   * {@return the call, unless too many are in progress or the server does not respond}
   *
   * @param limit maximum number of calls in progress, including this one
   */
  <T> Mono<T> through(Target target, int limit, Mono<T> call) {
    Gate gate = Gate.of(target);
    return Mono.defer(() -> {
      if (running.merge(gate, 1, Integer::sum) > limit) {
        leave(gate);
        return Mono.error(Busy.atProvider());
      }
      CircuitBreakers.Permit permit = breakers.permit(gate.tenant().value() + " " + gate.url()).orElse(null);
      if (permit == null) {
        leave(gate);
        return Mono.error(ProviderFailure.unreachable("it did not respond to recent calls and is tried again shortly"));
      }
      return call
        .doOnSuccess(result -> permit.succeeded())
        .doOnError(e -> ended(permit, e))
        .doOnCancel(permit::unused)
        .doFinally(end -> leave(gate));
    });
  }

  private void leave(Gate gate) {
    running.computeIfPresent(gate, (any, count) -> count == 1 ? null : count - 1);
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
