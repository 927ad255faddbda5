package io.keyfold.ledger.operations;

import io.keyfold.usage.UsageCompleted;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an operation ended.
 *
 * @param offset offset of the completion, on the partition of the start
 * @param recordedAt when the completion was recorded
 * @param authConfigId the auth config that was used in the end
 * @param credentialVersion version of the credential that was used in the end
 * @param refusedCredentialVersion version that the provider refused before; null: none
 * @param durationMicros how long it took, in microseconds
 * @param upstreamRequestId the provider's id of the request
 * @param errorCode the API's error code if it failed
 */
public record Completion(
  long offset,
  Instant recordedAt,
  @Nullable String authConfigId,
  @Nullable Long credentialVersion,
  @Nullable Long refusedCredentialVersion,
  @Nullable Long durationMicros,
  @Nullable String upstreamRequestId,
  @Nullable String errorCode
) {
  static Completion of(UsageCompleted completion, long offset) {
    return new Completion(
      offset,
      completion.getRecordedAt(),
      completion.getAuthConfigId(),
      completion.getCredentialVersion(),
      completion.getRefusedCredentialVersion(),
      completion.getDurationMicros(),
      completion.getUpstreamRequestId(),
      completion.getErrorCode()
    );
  }
}
