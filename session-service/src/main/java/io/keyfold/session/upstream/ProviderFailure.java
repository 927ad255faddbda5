package io.keyfold.session.upstream;

import io.keyfold.platform.error.ErrorCode;

/**
 * A call that the provider did not answer as it should. Made here, with a text of ours and without a cause: what an HTTP
 * client says of a failed request may hold the credential.
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
      "The provider refused the credential (HTTP " + status + ")"
    );
  }

  static ProviderFailure unreachable(String why) {
    return new ProviderFailure(ErrorCode.PROVIDER_UNREACHABLE, "The provider cannot be reached: " + why);
  }

  static ProviderFailure timeout() {
    return new ProviderFailure(ErrorCode.PROVIDER_TIMEOUT, "The provider did not answer in time");
  }

  static ProviderFailure withheld(String why) {
    return new ProviderFailure(
      ErrorCode.PROVIDER_ERROR,
      "The provider answered, and the answer is withheld: " + why,
      true
    );
  }

  static ProviderFailure error(String what) {
    return new ProviderFailure(ErrorCode.PROVIDER_ERROR, "The provider " + what);
  }

  /** {@return what kind of failure it is} */
  public ErrorCode code() {
    return code;
  }

  /** {@return whether there was an answer that must not be passed on} */
  boolean isWithheld() {
    return withheld;
  }

  /** {@return what happened, fit for the caller} */
  public String text() {
    return text;
  }
}
