package io.keyfold.authconfig.oauth.vendor;

/**
 * What a refresh does to the refresh token. Only a hint how careful to be: a response that contains a refresh token
 * always replaces the stored one, and one without it keeps it.
 */
public enum RefreshTokens {
  /** Each refresh returns a new one and invalidates the old: a lost response can lose the grant. */
  ROTATING,
  /** It stays the same: a refresh can be repeated safely. */
  CONSTANT,
  /** The vendor issues none. */
  NONE,
}
