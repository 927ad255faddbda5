package io.keyfold.session.upstream;

import io.keyfold.platform.error.ErrorCode;
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

  private enum Kind {
    FAILED,
    UNAUTHORIZED,
    WITHHELD,
  }

  private ProviderFailure(ErrorCode code, String text, Kind kind) {
    super(text, null, false, false);
    this.code = code;
    this.text = text;
    this.kind = kind;
  }

  ProviderFailure(ErrorCode code, String text) {
    this(code, text, Kind.FAILED);
  }

  /** {@return the failure of a provider that rejects the credential with this HTTP status} */
  public static ProviderFailure refused(int status) {
    return new ProviderFailure(
      ErrorCode.PROVIDER_REFUSED_CREDENTIAL,
      "The provider rejected the credential (HTTP " + status + ")",
      status == UNAUTHORIZED ? Kind.UNAUTHORIZED : Kind.FAILED
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

  /** {@return the error message for the caller} */
  public String text() {
    return text;
  }
}
