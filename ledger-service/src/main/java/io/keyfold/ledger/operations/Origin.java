package io.keyfold.ledger.operations;

import io.keyfold.usage.UsageRecorded;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who started an operation, and why with this credential.
 *
 * @param actorType kind of actor, lower case
 * @param actorId the actor
 * @param requestId the HTTP request
 * @param recordedAt when the start was recorded
 * @param sessionProviderId the session's provider, if it was within a session
 * @param reason why this credential was chosen
 */
public record Origin(
  String actorType,
  String actorId,
  String requestId,
  Instant recordedAt,
  @Nullable String sessionProviderId,
  @Nullable String reason
) {
  static Origin of(UsageRecorded start) {
    return new Origin(
      start.getActor().getType().name().toLowerCase(Locale.ROOT),
      start.getActor().getId(),
      start.getRequestId(),
      start.getRecordedAt(),
      start.getSessionProviderId(),
      start.getReason()
    );
  }
}
