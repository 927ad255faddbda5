package io.keyfold.session.usage;

import io.keyfold.platform.id.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Tool calls that were recorded, as far as this instance's view is. What went in and came out is not kept. */
public interface ToolCallLog {
  /** {@return the tool call, if the tenant has one of this id ({@code tcl_})} */
  Optional<RecordedCall> find(TenantId tenant, String id);

  /**
   * Visits a tenant's tool calls by id, which is the order of time, until the range or the visitor's wish ends.
   *
   * @param after only ids above it; empty for no bound
   * @param before only ids below it; empty for no bound
   * @param descending whether to walk from the newest back
   * @param visitor answers whether to go on
   */
  void scan(TenantId tenant, String after, String before, boolean descending, Predicate<RecordedCall> visitor);

  /**
   * Completes once all is found that was on the log when this was subscribed to. Bounded; errors with
   * {@link io.keyfold.platform.error.ApiException} {@code unavailable} where that was not reached in time.
   */
  Mono<Void> caughtUp();

  /**
   * One tool call.
   *
   * @param id its id ({@code tcl_})
   * @param occurredAt when it began
   * @param providerId the provider
   * @param deploymentId the deployment
   * @param authConfigId the auth config that was used; null if the provider needs none
   * @param sessionId the session
   * @param sessionProviderId the session's provider
   * @param tool the tool's key at the provider
   * @param outcome how it ended: the name of {@link io.keyfold.usage.Outcome}; UNKNOWN while nothing is known
   * @param errorCode the API's error code, where it failed
   */
  record RecordedCall(
    String id,
    Instant occurredAt,
    String providerId,
    String deploymentId,
    @Nullable String authConfigId,
    String sessionId,
    String sessionProviderId,
    String tool,
    String outcome,
    @Nullable String errorCode
  ) {}
}
