package io.keyfold.session.usage;

import io.keyfold.platform.error.ErrorCode;
import io.keyfold.usage.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * How it is on record that an act was begun and then not made: its time was over, its credential erased, no connection or
 * key to be had. All of that is told before a provider is asked; what fails from there on has a code of its own.
 */
public final class CallNotAttempted {

  /** The error code of its end, which is {@link Outcome#FAILED}. */
  public static final String CODE = ErrorCode.UNAVAILABLE.wire();

  private CallNotAttempted() {}

  /**
   * {@return whether an act with this end was certainly not made}
   *
   * @param outcome the name of its {@link Outcome}
   */
  public static boolean is(String outcome, @Nullable String errorCode) {
    return outcome.equals(Outcome.FAILED.name()) && CODE.equals(errorCode);
  }
}
