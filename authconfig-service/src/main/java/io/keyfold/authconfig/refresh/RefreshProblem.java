package io.keyfold.authconfig.refresh;

import io.keyfold.authconfig.oauth.CallFailure;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a call of a provider did not succeed.
 *
 * @param code the provider's error code, or ours
 * @param message description without secrets
 * @param status the HTTP status, if there was one
 * @param retryAfter when the provider wants to be called again
 */
record RefreshProblem(String code, @Nullable String message, @Nullable Integer status, @Nullable Duration retryAfter) {
  static RefreshProblem of(String code, @Nullable String message) {
    return new RefreshProblem(code, message, null, null);
  }

  static RefreshProblem of(CallFailure failure, @Nullable Duration retryAfter) {
    return new RefreshProblem(failure.reason().name(), null, failure.status(), retryAfter);
  }

  /** {@return code and message} */
  String text() {
    String shown = code.toLowerCase(Locale.ROOT);
    return message == null ? shown : shown + ": " + message;
  }
}
