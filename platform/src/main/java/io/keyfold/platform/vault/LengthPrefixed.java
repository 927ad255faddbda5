package io.keyfold.platform.vault;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Encodes a list of fields unambiguously by prefixing each with its length. Otherwise {@code ("a", "bc")} and
 * {@code ("ab", "c")} would be encoded equally and authenticate each other.
 */
final class LengthPrefixed {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);

  /** Starts with a label of the use, which separates the uses of one key. */
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
