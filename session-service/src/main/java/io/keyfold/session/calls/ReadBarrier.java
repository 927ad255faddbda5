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
 * Delays a tool call until this instance has caught up with the log. A call after a rotation thus uses the new
 * credential, and none starts with a revoked one. It costs a round trip to Kafka. While Kafka is down, calls proceed
 * with the local state after the timeout, and are counted.
 */
final class ReadBarrier {

  static final Duration TIMEOUT = Duration.ofMillis(250);

  private final List<View> views;
  private final Counter unconfirmed;

  /**
   * Creates a barrier of these views.
   *
   * @param views views that a call depends on
   */
  ReadBarrier(List<View> views, MeterRegistry metrics) {
    this.views = List.copyOf(views);
    this.unconfirmed = Counter.builder("keyfold.calls.unconfirmed")
      .description("Tool calls that started without confirmation that the views are up to date")
      .register(metrics);
  }

  /** Completes when the tenant's events up to now are folded, cannot be folded, or the timeout has elapsed. */
  Mono<Void> of(TenantId tenant) {
    return Flux.fromIterable(views)
      .flatMap(view -> view.caughtUp(tenant))
      .then()
      .timeout(TIMEOUT)
      .onErrorResume(behind -> Mono.fromRunnable(unconfirmed::increment));
  }
}
