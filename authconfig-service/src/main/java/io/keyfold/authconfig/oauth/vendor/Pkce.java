package io.keyfold.authconfig.oauth.vendor;

/** Proof Key for Code Exchange (RFC 7636) at a vendor. */
public enum Pkce {
  /** A SHA-256 code challenge is sent. */
  S256,
  /** The vendor rejects or ignores a code challenge; none is sent. */
  NONE,
}
