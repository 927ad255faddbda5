package io.keyfold.session.spool;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Encodes entries on disk: length of the body (4 bytes), CRC32C of the body (4 bytes), body. A torn entry fails one of
 * the two checks.
 */
final class SpoolEntryFormat {

  /** Maximum entry size, well below Kafka's default limit; a larger length indicates damage. */
  static final int MAX_BODY = 256 * 1024;

  private static final int FRAME = 8;

  private SpoolEntryFormat() {}

  /** {@return the encoded entry} */
  static byte[] encode(SpoolEntry entry) {
    try {
      ByteArrayOutputStream body = new ByteArrayOutputStream(512);
      DataOutputStream out = new DataOutputStream(body);
      out.writeLong(entry.sequence());
      out.writeLong(entry.floorMicros());
      out.writeUTF(entry.key());
      out.writeByte(entry.headers().size());
      for (Map.Entry<String, String> header : entry.headers().entrySet()) {
        out.writeUTF(header.getKey());
        out.writeUTF(header.getValue());
      }
      out.write(entry.value().bytes());
      return frame(body.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("encoding a usage record failed", e);
    }
  }

  private static byte[] frame(byte[] body) {
    if (body.length > MAX_BODY) {
      throw new IllegalArgumentException("usage record too long: " + body.length + " bytes");
    }
    return ByteBuffer.allocate(FRAME + body.length)
      .putInt(body.length)
      .putInt(checksum(body))
      .put(body)
      .array();
  }

  /**
   * Reads the next entry of the buffer.
   *
   * @return empty, with an unchanged position, if the remaining bytes are not a whole undamaged entry
   */
  static Optional<SpoolEntry> decode(ByteBuffer buffer) {
    if (buffer.remaining() < FRAME) {
      return Optional.empty();
    }
    int start = buffer.position();
    int length = buffer.getInt();
    int checksum = buffer.getInt();
    if (length <= 0 || length > MAX_BODY || length > buffer.remaining()) {
      buffer.position(start);
      return Optional.empty();
    }
    byte[] body = new byte[length];
    buffer.get(body);
    if (checksum(body) != checksum) {
      buffer.position(start);
      return Optional.empty();
    }
    return Optional.of(parse(body));
  }

  private static SpoolEntry parse(byte[] body) {
    try {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(body));
      long sequence = in.readLong();
      long floor = in.readLong();
      String key = in.readUTF();
      int count = in.readUnsignedByte();
      Map<String, String> headers = HashMap.newHashMap(count);
      for (int i = 0; i < count; i++) {
        headers.put(in.readUTF(), in.readUTF());
      }
      return new SpoolEntry(sequence, floor, key, headers, new Payload(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(
        "an entry has a valid checksum but an unknown format: was it written by another release?",
        e
      );
    }
  }

  private static int checksum(byte[] body) {
    CRC32C crc = new CRC32C();
    crc.update(body);
    return (int) crc.getValue();
  }
}
