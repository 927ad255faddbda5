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

  ProviderFailure(ErrorCode code, String text) {
    super(text, null, false, false);
    this.code = code;
    this.text = text;
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

  static ProviderFailure error(String what) {
    return new ProviderFailure(ErrorCode.PROVIDER_ERROR, "The provider " + what);
  }

  /** {@return what kind of failure it is} */
  public ErrorCode code() {
    return code;
  }

  /** {@return what happened, fit for the caller} */
  public String text() {
    return text;
  }
}
