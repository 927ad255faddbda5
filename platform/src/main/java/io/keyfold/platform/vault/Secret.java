package io.keyfold.platform.vault;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Function;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * A secret in memory. It cannot print itself, Jackson refuses to write it, it compares in constant time and it can be
 * wiped. Its content is reached only through {@link #use}, so that every place which reads a secret can be found.
 */
@JsonSerialize(using = SecretRefusal.class)
public final class Secret implements AutoCloseable {

  private final byte[] content;
  private boolean closed;

  private Secret(byte[] content) {
    this.content = content;
  }

  /** {@return a secret of these bytes, which are copied; the array given is wiped} */
  public static Secret takeOver(byte[] bytes) {
    byte[] content = bytes.clone();
    Arrays.fill(bytes, (byte) 0);
    return new Secret(content);
  }

  /** {@return a secret of this text in UTF-8; the text itself cannot be wiped, so prefer bytes where there is a choice} */
  public static Secret ofText(String text) {
    return new Secret(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Lends the content to a function. The array is a copy that is wiped when the function returns.
   *
   * @return what the function makes of it
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
      throw new IllegalStateException("this secret is closed");
    }
    return content.clone();
  }

  /** Wipes the content. A second call does nothing. */
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

  /** {@return the same for every secret: a hash of the content would be a way to guess it} */
  @Override
  public int hashCode() {
    return Secret.class.hashCode();
  }

  @Override
  public String toString() {
    return "Secret[***]";
  }
}
