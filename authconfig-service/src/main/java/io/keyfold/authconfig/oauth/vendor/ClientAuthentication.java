package io.keyfold.authconfig.oauth.vendor;

/** How an app authenticates at the token endpoint (RFC 6749 section 2.3, RFC 7523 section 2.2). */
public enum ClientAuthentication {
  /** Client id and secret in the {@code Authorization} header. */
  CLIENT_SECRET_BASIC,
  /** Client id and secret in the body. */
  CLIENT_SECRET_POST,
  /** A short-lived assertion signed with the app's private key. */
  PRIVATE_KEY_JWT,
  /** The client id only: a public client. */
  NONE,
}
