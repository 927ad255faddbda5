package io.keyfold.authconfig.setup.flow;

import io.keyfold.authconfig.setup.LinkSecrets;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A browser that opened the link of a setup session.
 *
 * @param secret what only this browser holds, in a cookie
 */
record Browser(String secret) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;

  static Browser fresh() {
    return new Browser(random());
  }

  /** {@return 256 random bits in URL-safe Base64} */
  static String random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** {@return the hash by which the log knows this browser} */
  String hash() {
    return LinkSecrets.hash(secret);
  }

  @Override
  public String toString() {
    return "Browser[***]";
  }
}
