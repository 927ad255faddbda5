package io.keyfold.session.calls;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.View;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Lets a tool call begin only when this instance knows what any instance answered before it: the call after a rotation uses
 * the new credential, and none begins with a revoked one. It costs a round trip to Kafka, little beside a provider's. While
 * Kafka is down calls go on with what is known here, each after the bound, and are counted.
 */
final class ReadBarrier {

  static final Duration BOUND = Duration.ofMillis(250);

  private final List<View> views;
  private final Counter unconfirmed;

  /**
   * Of these views.
   *
   * @param views what a call depends on
   */
  ReadBarrier(List<View> views, MeterRegistry metrics) {
    this.views = List.copyOf(views);
    this.unconfirmed = Counter.builder("keyfold.calls.unconfirmed")
      .description("Tool calls that began without knowing whether the views are up to date")
      .register(metrics);
  }

  /** Completes when the tenant's events up to now are folded, cannot be, or the bound is over. */
  Mono<Void> of(TenantId tenant) {
    return Flux.fromIterable(views)
      .flatMap(view -> view.caughtUp(tenant))
      .then()
      .timeout(BOUND)
      .onErrorResume(behind -> Mono.fromRunnable(unconfirmed::increment));
  }
}
