package io.keyfold.session.usage;

import io.keyfold.platform.id.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
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

  /**
   * A recorded tool call.
   *
   * @param id id of the call ({@code tcl_})
   * @param occurredAt start time
   * @param providerId the provider
   * @param deploymentId the deployment
   * @param credential the credential that was used; until the completion is recorded, the one that was chosen
   * @param sessionId the session
   * @param sessionProviderId the session's provider
   * @param user the session's user; null: none
   * @param tool key of the tool at the provider
   * @param outcome name of the {@link io.keyfold.usage.Outcome}; UNKNOWN until the completion is recorded
   * @param errorCode the API's error code if the call failed
   */
  record RecordedCall(
    String id,
    Instant occurredAt,
    String providerId,
    String deploymentId,
    UsedCredential credential,
    String sessionId,
    String sessionProviderId,
    @Nullable String user,
    String tool,
    String outcome,
    @Nullable String errorCode
  ) {}
}
