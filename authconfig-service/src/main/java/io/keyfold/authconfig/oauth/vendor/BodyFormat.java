package io.keyfold.authconfig.oauth.vendor;

/** Format of a request's body. */
public enum BodyFormat {
  /** {@code application/x-www-form-urlencoded}, as the standards require. */
  FORM,
  /** A JSON object with the same names. */
  JSON,
}
