package io.keyfold.session.usage;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.toolcall.RecordedCall;
import java.util.Optional;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;

/** Reads recorded tool calls, as of this instance's view. Arguments and results are not stored. */
public interface ToolCallLog {
  /** {@return the tenant's tool call with this id ({@code tcl_}), if any} */
  Optional<RecordedCall> find(TenantId tenant, String id);

  /**
   * Visits a tenant's tool calls in id order, which is time order, until the range ends or the visitor returns false.
   *
   * @param after only ids above it; empty for no bound
   * @param before only ids below it; empty for no bound
   * @param descending whether to start with the newest
   * @param visitor returns whether to continue
   */
  void scan(TenantId tenant, String after, String before, boolean descending, Predicate<RecordedCall> visitor);

  /**
   * Completes once the view includes everything that was on the log at subscription. Bounded; errors with
   * {@link io.keyfold.platform.error.ApiException} {@code unavailable} on timeout.
   */
  Mono<Void> caughtUp();
}
