package io.keyfold.authconfig.oauth.protocol;

import io.keyfold.authconfig.oauth.CallFailure;
import io.keyfold.authconfig.oauth.CallFailure.Reason;
import io.keyfold.authconfig.oauth.TokenResult;
import io.keyfold.authconfig.oauth.http.HttpOutcome;
import io.keyfold.platform.egress.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a token request without tokens means: refused, not handled, or unknown.
 *
 * <p>A client error is an answer: the vendor did not issue tokens (RFC 9110 section 15.5). 429 and 503 say that the
 * request was not handled. Any other server error, and a success that cannot be read, leave open whether tokens were
 * issued and the refresh token was used up.
 */
final class ErrorReading {

  private static final Set<Integer> NOT_HANDLED = Set.of(408, 425, 429, 501, 503);

  /** Codes of RFC 6749 section 5.2, RFC 7523 and RFC 8707: definite even with a server error's status. */
  private static final Set<String> REFUSALS = Set.of(
    "invalid_request",
    "invalid_client",
    "invalid_grant",
    "unauthorized_client",
    "unsupported_grant_type",
    "invalid_scope",
    "invalid_target"
  );
  private static final String TRY_LATER = "temporarily_unavailable";
  private static final String SERVER_ERROR = "server_error";

  private ErrorReading() {}

  /** {@return the meaning of a call without an answer} */
  static TokenResult failed(HttpOutcome.Failed failed) {
    // A redirect is an answer too: the vendor did not handle the request at this URL.
    boolean unhandled = !failed.sent() || failed.failure().reason() == Reason.REDIRECT;
    return unhandled ? new TokenResult.Transient(failed.failure(), null) : new TokenResult.Ambiguous(failed.failure());
  }

  /**
   * {@return the meaning of an answer without tokens}
   *
   * @param answer the answer
   * @param now time of the answer
   * @param code the standard or vendor's error code, free of secrets; null if there is none
   * @param description the description, free of secrets; null if there is none
   */
  static TokenResult refused(
    HttpOutcome.Answer answer,
    Instant now,
    @Nullable String code,
    @Nullable String description
  ) {
    int status = answer.status();
    CallFailure failure = new CallFailure(Reason.ERROR_STATUS, status);
    if (NOT_HANDLED.contains(status) || TRY_LATER.equals(code)) {
      return new TokenResult.Transient(failure, retryAfter(answer, now).orElse(null));
    }
    if (SERVER_ERROR.equals(code) || (status >= 500 && (code == null || !REFUSALS.contains(code)))) {
      return new TokenResult.Ambiguous(failure);
    }
    if (code != null) {
      return new TokenResult.Rejected(code, description);
    }
    if (status == 401) {
      return new TokenResult.Rejected("invalid_client", null);
    }
    if (answer.success()) {
      return new TokenResult.Ambiguous(new CallFailure(Reason.UNREADABLE, status));
    }
    return new TokenResult.Transient(failure, retryAfter(answer, now).orElse(null));
  }

  /** {@return the delay that the vendor asks for, at most {@link RetryAfter#MAX}} */
  static Optional<Duration> retryAfter(HttpOutcome.Answer answer, Instant now) {
    return answer
      .header("Retry-After")
      .flatMap(text -> RetryAfter.read(text, now))
      .map(at -> Duration.between(now, at));
  }
}
