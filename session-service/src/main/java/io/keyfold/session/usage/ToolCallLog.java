package io.keyfold.session.usage;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.toolcall.RecordedCall;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * Reads the recorded tool calls that a retry with an Idempotency-Key can ask for, as of this instance's view. Arguments
 * and results are not stored.
 */
public interface ToolCallLog {
  /**
   * {@return the tenant's tool call with this id ({@code tcl_}), if it was requested with an Idempotency-Key that is
   * still remembered}
   */
  Optional<RecordedCall> find(TenantId tenant, String id);

  /**
   * Completes once the view includes everything that was on the log at subscription. Bounded; errors with
   * {@link io.keyfold.platform.error.ApiException} {@code unavailable} on timeout.
   */
  Mono<Void> caughtUp();
}
