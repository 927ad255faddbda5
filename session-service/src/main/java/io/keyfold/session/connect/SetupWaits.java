package io.keyfold.session.connect;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import io.keyfold.session.setups.PendingSetup;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Waits while a user is at the pages of setup sessions, so that a client which repeats its request at once does not ask
 * the user again and again. Thread-safe.
 */
public final class SetupWaits {

  /** How long a request waits; less than clients and gateways do. */
  private static final Duration BOUND = Duration.ofSeconds(25);

  private static final Duration POLL_INTERVAL = Duration.ofMillis(250);

  /** Maximum number of requests of this instance that wait; further ones do not. */
  private static final int MAX_WAITING = 1000;

  private final State authConfigs;
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * Creates waits.
   *
   * @param authConfigs the view of {@code authconfig.events}
   */
  SetupWaits(State authConfigs) {
    this.authConfigs = authConfigs;
  }

  /** Completes when none of the setup sessions is pending, as far as this instance knows, or after 25 seconds. */
  public Mono<Void> ended(TenantId tenant, List<String> setupSessionIds) {
    return Mono.defer(() -> {
      if (isEnded(tenant, setupSessionIds)) {
        return Mono.empty();
      }
      boolean tooMany = waiting.incrementAndGet() > MAX_WAITING;
      Mono<Void> wait = Flux.interval(POLL_INTERVAL)
        .onBackpressureDrop()
        .takeUntil(tick -> isEnded(tenant, setupSessionIds))
        .take(BOUND)
        .then();
      return (tooMany ? Mono.<Void>empty() : wait).doFinally(end -> waiting.decrementAndGet());
    });
  }

  private boolean isEnded(TenantId tenant, List<String> ids) {
    return ids.stream().noneMatch(id -> authConfigs.find(PendingSetup.key(tenant, id)).isPresent());
  }
}
