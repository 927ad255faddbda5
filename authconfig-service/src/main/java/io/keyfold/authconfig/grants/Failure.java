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
 */
public record Failure(Instant at, String code, @Nullable String message, int count) {
  static Failure of(RefreshFailure failure) {
    return new Failure(failure.getAt(), failure.getCode(), failure.getMessage(), failure.getCount());
  }

  RefreshFailure toAvro() {
    return new RefreshFailure(at, code, message, count);
  }
}
