package io.keyfold.authconfig.oauth.protocol;

/** The app's credentials do not fit its way to authenticate. The message contains no secret and can be shown. */
final class UnusableCredentialException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnusableCredentialException(String message) {
    super(message, null, false, false);
  }
}
