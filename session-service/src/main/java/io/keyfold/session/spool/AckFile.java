package io.keyfold.session.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Where the spool keeps what Kafka has acknowledged. Two slots in turn, each with its checksum: one that was written in
 * part leaves the other. Too old an answer costs a resend, which is counted once, never a loss.
 */
final class AckFile implements AutoCloseable {

  // Room for some 2,700 partitions.
  private static final int SLOT = 32 * 1024;
  private static final int HEAD = Integer.BYTES + Integer.BYTES;

  private final FileChannel channel;
  private int nextSlot;
  private Acknowledged last;

  private AckFile(FileChannel channel, Acknowledged last) {
    this.channel = channel;
    this.last = last;
  }

  /** Opens the file in the folder, or makes it. */
  static AckFile open(Path folder) throws IOException {
    FileChannel channel = FileChannel.open(
      folder.resolve("acknowledged"),
      StandardOpenOption.CREATE,
      StandardOpenOption.READ,
      StandardOpenOption.WRITE
    );
    Acknowledged first = read(channel, 0);
    Acknowledged second = read(channel, 1);
    AckFile file = new AckFile(channel, first.sequence() >= second.sequence() ? first : second);
    file.nextSlot = first.sequence() >= second.sequence() ? 1 : 0;
    return file;
  }

  /** {@return what was stored last} */
  Acknowledged last() {
    return last;
  }

  /** Stores it; survives the process, not a loss of power. */
  void store(Acknowledged acknowledged) throws IOException {
    ByteBuffer body = ByteBuffer.allocate(SLOT - HEAD).putLong(acknowledged.sequence());
    acknowledged.positions().forEach((partition, offset) -> body.putInt(partition).putLong(offset));
    body.flip();
    ByteBuffer slot = ByteBuffer.allocate(SLOT).putInt(body.remaining()).putInt(checksum(body.duplicate())).put(body);
    slot.flip();
    long at = (long) nextSlot * SLOT;
    while (slot.hasRemaining()) {
      at += channel.write(slot, at);
    }
    nextSlot = 1 - nextSlot;
    last = acknowledged;
  }

  private static Acknowledged read(FileChannel channel, int slot) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(SLOT);
    long at = (long) slot * SLOT;
    int read = 0;
    while (bytes.hasRemaining() && read >= 0) {
      read = channel.read(bytes, at + bytes.position());
    }
    bytes.flip();
    if (bytes.remaining() < HEAD) {
      return Acknowledged.NOTHING;
    }
    int length = bytes.getInt();
    int checksum = bytes.getInt();
    if (length < Long.BYTES || length > bytes.remaining()) {
      return Acknowledged.NOTHING;
    }
    ByteBuffer body = bytes.slice(bytes.position(), length);
    return checksum(body.duplicate()) == checksum ? parse(body) : Acknowledged.NOTHING;
  }

  private static Acknowledged parse(ByteBuffer body) {
    long sequence = body.getLong();
    Map<Integer, Long> positions = new HashMap<>();
    while (body.hasRemaining()) {
      positions.put(body.getInt(), body.getLong());
    }
    return new Acknowledged(sequence, positions);
  }

  private static int checksum(ByteBuffer body) {
    CRC32C crc = new CRC32C();
    crc.update(body);
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
