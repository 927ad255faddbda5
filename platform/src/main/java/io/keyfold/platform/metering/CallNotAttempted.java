package io.keyfold.platform.metering;

import io.keyfold.platform.error.ErrorCode;
import io.keyfold.usage.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Marks the completion record of an operation that was started but not attempted: timeout, erased credential, no
 * connection or no key. All of these are detected before the provider is called. Later failures have other error codes.
 */
public final class CallNotAttempted {

  /** Error code of the completion record; its outcome is {@link Outcome#FAILED}. */
  public static final String CODE = ErrorCode.UNAVAILABLE.wire();

  private CallNotAttempted() {}

  /**
   * {@return whether an operation with this completion was certainly not attempted}
   *
   * @param outcome name of the {@link Outcome}
   */
  public static boolean is(String outcome, @Nullable String errorCode) {
    return outcome.equals(Outcome.FAILED.name()) && CODE.equals(errorCode);
  }
}
