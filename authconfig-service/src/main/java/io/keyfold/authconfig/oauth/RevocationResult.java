package io.keyfold.authconfig.oauth;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Outcome of a revocation. Revoking a token again is harmless, so nothing is ambiguous. */
public sealed interface RevocationResult {
  /** The vendor confirmed that the token is not valid any more, or never was. */
  record Revoked() implements RevocationResult {}

  /** The vendor cannot revoke tokens. */
  record NotOffered() implements RevocationResult {}

  /**
   * The vendor refused. Repeating it changes nothing.
   *
   * @param error the error code
   * @param description the vendor's text, sanitized; null if there is none
   */
  record Rejected(String error, @Nullable String description) implements RevocationResult {}

  /**
   * Unknown whether the token is revoked; retry.
   *
   * @param failure what happened
   * @param retryAfter when the vendor wants to be called again; null if it does not say
   */
  record Transient(CallFailure failure, @Nullable Duration retryAfter) implements RevocationResult {}
}
