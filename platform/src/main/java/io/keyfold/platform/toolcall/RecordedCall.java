package io.keyfold.platform.toolcall;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A recorded tool call. Arguments and results are not stored.
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
public record RecordedCall(
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
