package io.keyfold.platform.vault;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Joins fields into bytes that no other list of fields gives: each is preceded by its length. Without it {@code ("a",
 * "bc")} and {@code ("ab", "c")} would authenticate each other.
 */
final class LengthPrefixed {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);

  /** Begins with what the bytes are for, so that two uses of one key never meet. */
  LengthPrefixed(String label) {
    add(label);
  }

  LengthPrefixed add(String field) {
    byte[] text = field.getBytes(StandardCharsets.UTF_8);
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(text.length).array());
    bytes.writeBytes(text);
    return this;
  }

  LengthPrefixed add(long number) {
    bytes.writeBytes(
      ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
        .putInt(Long.BYTES)
        .putLong(number)
        .array()
    );
    return this;
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }
}
