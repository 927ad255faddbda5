package io.keyfold.session.upstream;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.session.rpc.RawScanner;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failed call to a provider. The message is Keyfold's own and there is no cause, since an HTTP client's error may
 * contain the credential.
 */
public final class ProviderFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int UNAUTHORIZED = 401;

  private final ErrorCode code;
  private final String text;
  private final Kind kind;
  private final transient @Nullable Duration retryAfter;

  private enum Kind {
    FAILED,
    UNAUTHORIZED,
    WITHHELD,
    CANCELLED,
    NOT_SENT,
    NO_RESPONSE,
  }

  private ProviderFailure(ErrorCode code, String text, Kind kind, @Nullable Duration retryAfter) {
    super(text, null, false, false);
    this.code = code;
    this.text = text;
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  private ProviderFailure(ErrorCode code, String text, Kind kind) {
    this(code, text, kind, null);
  }

  ProviderFailure(ErrorCode code, String text) {
    this(code, text, Kind.FAILED);
  }

  /** {@return the failure of a call that its client cancelled} */
  public static ProviderFailure cancelled() {
    return new ProviderFailure(ErrorCode.PROVIDER_ERROR, "The client cancelled the request", Kind.CANCELLED);
  }

  static ProviderFailure rateLimited(@Nullable Duration retryAfter) {
    String when = retryAfter == null ? "" : ": retry after " + Math.max(1, retryAfter.toSeconds()) + " s";
    return new ProviderFailure(
      ErrorCode.PROVIDER_RATE_LIMITED,
      "The provider limits its rate" + when,
      Kind.FAILED,
      retryAfter
    );
  }

  static ProviderFailure insufficientScope(String scope) {
    String which = scope.isEmpty() ? "a scope that the credential does not have" : "the scope " + scope;
    return new ProviderFailure(
      ErrorCode.PROVIDER_REFUSED_CREDENTIAL,
      "The provider requires " + which + " (HTTP 403, insufficient_scope)"
    );
  }

  static ProviderFailure tooDeep() {
    return error("sent JSON nested deeper than " + RawScanner.MAX_DEPTH + " levels");
  }

  static ProviderFailure notMcp() {
    return error("sent a response that is not valid MCP");
  }

  /** {@return the failure of a provider that rejects the credential with this HTTP status} */
  public static ProviderFailure refused(int status) {
    return new ProviderFailure(
      ErrorCode.PROVIDER_REFUSED_CREDENTIAL,
      "The provider rejected the credential (HTTP " + status + ")",
      status == UNAUTHORIZED ? Kind.UNAUTHORIZED : Kind.FAILED
    );
  }

  /** {@return the failure of a connection that broke before the request was sent} */
  static ProviderFailure notSent() {
    return new ProviderFailure(
      ErrorCode.PROVIDER_UNREACHABLE,
      "The provider is unreachable: connection lost",
      Kind.NOT_SENT
    );
  }

  /** {@return the failure of a connection that broke before the first byte of a response} */
  static ProviderFailure noResponse() {
    return new ProviderFailure(
      ErrorCode.PROVIDER_UNREACHABLE,
      "The provider is unreachable: connection lost",
      Kind.NO_RESPONSE
    );
  }

  static ProviderFailure unreachable(String why) {
    return new ProviderFailure(ErrorCode.PROVIDER_UNREACHABLE, "The provider is unreachable: " + why);
  }

  static ProviderFailure notCalled(@Nullable String why) {
    return new ProviderFailure(ErrorCode.PROVIDER_UNREACHABLE, "The provider was not called: " + why);
  }

  static ProviderFailure timeout() {
    return new ProviderFailure(ErrorCode.PROVIDER_TIMEOUT, "The provider did not respond in time");
  }

  static ProviderFailure withheld(String why) {
    return new ProviderFailure(ErrorCode.PROVIDER_ERROR, "The provider's response is withheld: " + why, Kind.WITHHELD);
  }

  static ProviderFailure error(String what) {
    return new ProviderFailure(ErrorCode.PROVIDER_ERROR, "The provider " + what);
  }

  /** {@return the kind of failure} */
  public ErrorCode code() {
    return code;
  }

  /** {@return whether there was a response that must not be passed on} */
  boolean isWithheld() {
    return kind == Kind.WITHHELD;
  }

  /** {@return whether the provider does not accept the credential at all (HTTP 401)} */
  public boolean isUnauthorized() {
    return kind == Kind.UNAUTHORIZED;
  }

  /** {@return whether the request may be sent again: it was not sent, or it may be executed twice} */
  boolean allowsRepeating(boolean repeatable) {
    return kind == Kind.NOT_SENT || (kind == Kind.NO_RESPONSE && repeatable);
  }

  /** {@return whether the provider did not respond in time} */
  boolean isTimeout() {
    return code == ErrorCode.PROVIDER_TIMEOUT;
  }

  /** {@return whether the client cancelled the call} */
  public boolean isCancelled() {
    return kind == Kind.CANCELLED;
  }

  /** {@return when the provider accepts further calls, if it says so} */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** {@return the failure as an error about one object} */
  public ApiException asError(String entity, String id) {
    ApiException error = ApiException.about(code, entity, id, text);
    return retryAfter == null ? error : error.retryAfter(retryAfter);
  }

  /** {@return the error message for the caller} */
  public String text() {
    return text;
  }
}
