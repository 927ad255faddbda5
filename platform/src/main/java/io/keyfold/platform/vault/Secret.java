package io.keyfold.platform.vault;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Function;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * A secret in memory. It does not print its content, cannot be serialized by Jackson, compares in constant time and can
 * be wiped. The content is accessible only through {@link #use}, so every access can be found.
 */
@JsonSerialize(using = SecretRefusal.class)
public final class Secret implements AutoCloseable {

  private final byte[] content;
  private boolean closed;

  private Secret(byte[] content) {
    this.content = content;
  }

  /** {@return a secret with a copy of the bytes; the given array is wiped} */
  public static Secret takeOver(byte[] bytes) {
    byte[] content = bytes.clone();
    Arrays.fill(bytes, (byte) 0);
    return new Secret(content);
  }

  /** {@return a secret with the text in UTF-8; the text cannot be wiped, so prefer bytes} */
  public static Secret ofText(String text) {
    return new Secret(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Passes the content to a function, as a copy that is wiped when the function returns.
   *
   * @return the function's result
   * @throws IllegalStateException if the secret was closed
   */
  public <T> T use(Function<byte[], T> reader) {
    byte[] lent = copy();
    try {
      return reader.apply(lent);
    } finally {
      Arrays.fill(lent, (byte) 0);
    }
  }

  private synchronized byte[] copy() {
    if (closed) {
      throw new IllegalStateException("the secret is closed");
    }
    return content.clone();
  }

  /** Wipes the content. Idempotent. */
  @Override
  public synchronized void close() {
    closed = true;
    Arrays.fill(content, (byte) 0);
  }

  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof Secret that)) {
      return false;
    }
    return use(mine -> that.use(theirs -> MessageDigest.isEqual(mine, theirs)));
  }

  /** {@return a constant: a hash of the content would help to guess it} */
  @Override
  public int hashCode() {
    return Secret.class.hashCode();
  }

  @Override
  public String toString() {
    return "Secret[***]";
  }
}
