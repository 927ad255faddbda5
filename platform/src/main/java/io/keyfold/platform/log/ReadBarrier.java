package io.keyfold.platform.log;

import io.keyfold.platform.id.TenantId;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Delays a use of secrets until this instance has caught up with the log. A use after a rotation thus has the new
 * secret, and none starts with a revoked one. It costs a round trip to Kafka. While Kafka is down, the use proceeds with
 * the local state after the timeout, and is counted.
 */
public final class ReadBarrier {

  static final Duration TIMEOUT = Duration.ofMillis(250);

  private final List<View> views;
  private final Counter unconfirmed;

  /**
   * Creates a barrier of these views.
   *
   * @param views views that the use depends on
   * @param unconfirmed counts the uses that proceeded without confirmation
   */
  public ReadBarrier(List<View> views, Counter unconfirmed) {
    this.views = List.copyOf(views);
    this.unconfirmed = unconfirmed;
  }

  /** Completes when the tenant's events up to now are folded, cannot be folded, or the timeout has elapsed. */
  public Mono<Void> of(TenantId tenant) {
    return Flux.fromIterable(views)
      .flatMap(view -> view.caughtUp(tenant))
      .then()
      .timeout(TIMEOUT)
      .onErrorResume(behind -> Mono.fromRunnable(unconfirmed::increment));
  }
}
