package io.keyfold.platform.id;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 digests. */
public final class Sha256 {

  private Sha256() {}

  /** {@return a new digest; not thread-safe} */
  public static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is required of every JDK", e);
    }
  }

  /** {@return the digest of the content} */
  public static byte[] of(byte[] content) {
    return begin().digest(content);
  }
}
