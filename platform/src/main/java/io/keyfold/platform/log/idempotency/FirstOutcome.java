package io.keyfold.platform.log.idempotency;

import io.keyfold.platform.log.Rejection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of the first command with an idempotency key.
 *
 * @param requestHash keyed hash of the request
 * @param commandId id of the command
 * @param objectId the command's object
 * @param rejection why the command was rejected; null if it was accepted
 * @param at when it was accepted or rejected
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
