package io.keyfold.session.spool;

import java.util.Arrays;

/** Bytes that compare by content and do not print. */
final class Payload {

  private final byte[] bytes;

  /** Takes the bytes over: the caller no longer changes them. */
  Payload(byte[] bytes) {
    this.bytes = bytes;
  }

  /** {@return the bytes; not to be changed} */
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
