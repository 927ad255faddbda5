package io.keyfold.platform.id;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, which every JDK has. */
public final class Sha256 {

  private Sha256() {}

  /** {@return a digest that has taken nothing yet; of one thread} */
  public static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** {@return the digest of the content} */
  public static byte[] of(byte[] content) {
    return begin().digest(content);
  }
}
