package io.keyfold.platform.log.idempotency;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.WriteRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The outcome of the first request with an idempotency key. Stored by an {@link IdempotencyKeyStore}. */
public interface RememberedOutcome extends Expiring {
  /** {@return the keyed hash of the request} */
  String requestHash();

  /** {@return the id of the resulting command or action, which distinguishes it from a later use of the key} */
  @Override
  String cause();

  /** {@return when it was accepted or rejected} */
  @Override
  Instant at();

  /** {@return whether the outcome has not expired at the given time} */
  default boolean isValidAt(Instant time) {
    return at().plus(IdempotencyKeyStore.RETENTION).isAfter(time);
  }

  /** {@return whether this is the outcome of an equal request} */
  default boolean matches(@Nullable String hash) {
    return requestHash().equals(hash);
  }

  /**
   * Verifies that a request repeats the first one.
   *
   * @throws ApiException {@code idempotency_key_reused} if the request differs
   */
  default void requireSameRequest(WriteRequest request) {
    if (!matches(request.requestHash())) {
      throw ApiException.of(
        ErrorCode.IDEMPOTENCY_KEY_REUSED,
        "This Idempotency-Key was already used for another request",
        "Use a new key for a new request, and retry a request unchanged"
      );
    }
  }
}
