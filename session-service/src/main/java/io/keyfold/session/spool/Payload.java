package io.keyfold.session.spool;

import java.util.Arrays;

/** Bytes that compare by content and are not printed. */
final class Payload {

  private final byte[] bytes;

  /** Takes ownership of the bytes: the caller must not modify them. */
  Payload(byte[] bytes) {
    this.bytes = bytes;
  }

  /** {@return the bytes; must not be modified} */
  byte[] bytes() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Payload that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
