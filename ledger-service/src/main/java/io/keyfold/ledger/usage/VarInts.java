package io.keyfold.ledger.usage;

import java.nio.ByteBuffer;

/** Non-negative numbers in as few bytes as needed, seven bits each. */
final class VarInts {

  private VarInts() {}

  static void write(ByteBuffer to, long number) {
    long rest = number;
    while (rest > 0x7f) {
      to.put((byte) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    to.put((byte) rest);
  }

  /** Throws {@code BufferUnderflowException} or {@code ArithmeticException} on invalid bytes. */
  static long read(ByteBuffer from) {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE - 1; shift += 7) {
      byte next = from.get();
      number |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw new ArithmeticException("too long");
  }

  /** {@return what was written} */
  static byte[] written(ByteBuffer bytes) {
    byte[] written = new byte[bytes.position()];
    bytes.get(0, written);
    return written;
  }
}
