package io.keyfold.schemas.serde;

import io.keyfold.schemas.error.NotAvroException;
import java.nio.ByteBuffer;

/** Confluent's wire format: a zero byte, the schema id as four bytes in big-endian order, and the binary Avro data. */
final class WireFormat {

  static final byte MAGIC = 0;
  static final int HEADER_BYTES = 5;

  private WireFormat() {}

  /**
   * {@return the schema id of the bytes}
   *
   * @throws NotAvroException if they are not in this format
   */
  static int schemaId(byte[] bytes) {
    if (bytes.length < HEADER_BYTES) {
      throw new NotAvroException("too short for a record: " + bytes.length + " bytes");
    }
    if (bytes[0] != MAGIC) {
      throw new NotAvroException("not in Confluent's wire format: the first byte is " + (bytes[0] & 0xff) + ", not 0");
    }
    return ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
  }
}
