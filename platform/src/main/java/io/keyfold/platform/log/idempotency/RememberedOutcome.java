package io.keyfold.platform.log.idempotency;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.WriteRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What came of the first request under an idempotency key. Kept by a {@link IdempotencyKeyStore}. */
public interface RememberedOutcome {
  /** {@return the keyed hash of that request} */
  String requestHash();

  /** {@return the command or act that it became, by which a later use of the key is told from it} */
  String cause();

  /** {@return when it was accepted or refused} */
  Instant at();

  /** {@return whether the key is still remembered at that time} */
  default boolean holdsAt(Instant time) {
    return at().plus(IdempotencyKeyStore.KEPT).isAfter(time);
  }

  /** {@return whether this is the outcome of an equal request} */
  default boolean isOf(@Nullable String hash) {
    return requestHash().equals(hash);
  }

  /**
   * Lets only a repetition pass.
   *
   * @throws ApiException {@code idempotency_key_reused} if this is the outcome of another request
   */
  default void requireOf(WriteRequest request) {
    if (!isOf(request.requestHash())) {
      throw ApiException.of(
        ErrorCode.IDEMPOTENCY_KEY_REUSED,
        "This Idempotency-Key was used for another request",
        "Use a new key for a new request; repeat a request unchanged"
      );
    }
  }
}
