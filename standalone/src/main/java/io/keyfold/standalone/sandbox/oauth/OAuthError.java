package io.keyfold.standalone.sandbox.oauth;

/** A refusal with an error code of OAuth (RFC 6749, RFC 8707). */
final class OAuthError extends Exception {

  private static final long serialVersionUID = 1L;

  private final String code;

  OAuthError(String code, String description) {
    super(description, null, false, false);
    this.code = code;
  }

  String code() {
    return code;
  }

  String description() {
    return String.valueOf(getMessage());
  }
}
