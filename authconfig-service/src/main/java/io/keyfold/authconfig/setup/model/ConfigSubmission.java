package io.keyfold.authconfig.setup.model;

import io.keyfold.authconfig.events.SetupConfigSubmitted;
import org.jspecify.annotations.Nullable;

/**
 * Settings that wait to be bound to the user.
 *
 * @param attemptId the attempt that produced them
 * @param browserHash hash of the secret of the browser that submitted them
 * @param handleHash hash of the one-time value for the redirect or verify URL; null for CONFIRM
 * @param value the settings as a JSON object
 */
public record ConfigSubmission(
  String attemptId,
  String browserHash,
  @Nullable String handleHash,
  String value
) implements Submitted {
  static ConfigSubmission of(SetupConfigSubmitted event) {
    return new ConfigSubmission(event.getAttemptId(), event.getBrowserHash(), event.getHandleHash(), event.getValue());
  }
}
