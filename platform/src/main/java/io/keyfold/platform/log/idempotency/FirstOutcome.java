package io.keyfold.platform.log.idempotency;

import io.keyfold.platform.log.Rejection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of the first command under an idempotency key.
 *
 * @param requestHash keyed hash of that request
 * @param commandId the command that it became
 * @param objectId the object that the command was about
 * @param rejection why the command was refused; null if it was accepted
 * @param at when it was accepted or refused
 */
public record FirstOutcome(
  String requestHash,
  String commandId,
  String objectId,
  @Nullable Rejection rejection,
  Instant at
) implements RememberedOutcome {
  @Override
  public String cause() {
    return commandId;
  }
}
