package io.keyfold.session.calls;

import io.keyfold.platform.id.TenantId;
import io.keyfold.session.resolve.Resolved;
import reactor.core.publisher.Mono;

/** Knows what a call may use after the provider refused its credential. */
public interface AlternativeCredential {
  /** {@return its name in metrics, lower case} */
  String name();

  /**
   * {@return the resolution with another credential; empty if there is none}
   *
   * <p>Bounded in time. An error replaces the provider's refusal as the call's error.
   */
  Mono<Resolved> after(TenantId tenant, Resolved refused);

  /** Called when the provider accepted the alternative. Must not block or throw. */
  default void accepted(TenantId tenant, Resolved refused, Resolved used) {}
}
