package io.keyfold.authconfig.grants;

import io.keyfold.schema.RefreshFailure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last failed refresh.
 *
 * @param at when it failed
 * @param code the provider's error code, or ours for a transport failure
 * @param message description without secrets
 * @param count failures in a row
 * @param retryAt when the refresh is tried again in the background; null if it is not
 * @param outcomeUnknown whether a response with new tokens may have been lost since the last success
 */
public record Failure(
  Instant at,
  String code,
  @Nullable String message,
  int count,
  @Nullable Instant retryAt,
  boolean outcomeUnknown
) {
  static Failure of(RefreshFailure failure) {
    return new Failure(
      failure.getAt(),
      failure.getCode(),
      failure.getMessage(),
      failure.getCount(),
      failure.getRetryAt(),
      failure.getOutcomeUnknown()
    );
  }

  RefreshFailure toAvro() {
    return new RefreshFailure(at, code, message, count, retryAt, outcomeUnknown);
  }
}
