package io.keyfold.session.upstream;

import io.keyfold.platform.error.ErrorCode;

/**
 * A failed call to a provider. The message is Keyfold's own and there is no cause, since an HTTP client's error may
 * contain the credential.
 */
public final class ProviderFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String text;
  private final boolean withheld;

  private ProviderFailure(ErrorCode code, String text, boolean withheld) {
    super(text, null, false, false);
    this.code = code;
    this.text = text;
    this.withheld = withheld;
  }

  ProviderFailure(ErrorCode code, String text) {
    this(code, text, false);
  }

  static ProviderFailure refused(int status) {
    return new ProviderFailure(
      ErrorCode.PROVIDER_REFUSED_CREDENTIAL,
      "The provider rejected the credential (HTTP " + status + ")"
    );
  }

  static ProviderFailure unreachable(String why) {
    return new ProviderFailure(ErrorCode.PROVIDER_UNREACHABLE, "The provider is unreachable: " + why);
  }

  static ProviderFailure timeout() {
    return new ProviderFailure(ErrorCode.PROVIDER_TIMEOUT, "The provider did not respond in time");
  }

  static ProviderFailure withheld(String why) {
    return new ProviderFailure(ErrorCode.PROVIDER_ERROR, "The provider's response is withheld: " + why, true);
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
    return withheld;
  }

  /** {@return the error message for the caller} */
  public String text() {
    return text;
  }
}
