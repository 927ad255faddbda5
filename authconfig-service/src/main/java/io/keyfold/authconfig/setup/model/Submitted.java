package io.keyfold.authconfig.setup.model;

import org.jspecify.annotations.Nullable;

/** What a user has submitted, which waits to be bound to that user. */
public sealed interface Submitted permits ConfigSubmission, Submission {
  /** {@return the attempt that produced it} */
  String attemptId();

  /** {@return hash of the secret of the browser that submitted it} */
  String browserHash();

  /** {@return hash of the one-time value for the redirect or verify URL; null for CONFIRM} */
  @Nullable
  String handleHash();
}
