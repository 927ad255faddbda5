package io.keyfold.session.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Stores what Kafka has acknowledged and the promised floor. It alternates between two slots with a checksum each, so
 * that a torn write leaves the other slot valid. An outdated slot causes a resend, which is counted once, never a loss.
 *
 * <p>A slot: length of the body (4 bytes), CRC32C of the body (4 bytes), body, promise (8 bytes), CRC32C of body and
 * promise (4 bytes). The promise follows the body, since older releases do not know it. They read the slots of this
 * release, and their slots are read here as slots without a promise.
 */
final class AckFile implements AutoCloseable {

  // Room for about 2,700 partitions.
  private static final int SLOT = 32 * 1024;
  private static final int HEAD = Integer.BYTES + Integer.BYTES;
  private static final int POSITION = Integer.BYTES + Long.BYTES;
  private static final int TAIL = Long.BYTES + Integer.BYTES;

  /** The order in which a spool stores: neither value ever decreases. */
  private static final Comparator<SpoolCheckpoint> ORDER = Comparator.<SpoolCheckpoint>comparingLong(checkpoint ->
    checkpoint.acknowledged().sequence()
  ).thenComparingLong(SpoolCheckpoint::promisedMicros);

  private final FileChannel channel;
  private final SpoolCheckpoint last;
  private int nextSlot;

  private AckFile(FileChannel channel, SpoolCheckpoint last, int nextSlot) {
    this.channel = channel;
    this.last = last;
    this.nextSlot = nextSlot;
  }

  /** Opens or creates the file with its full size, so that a full disk does not reject a slot. */
  static AckFile open(Path folder) throws IOException {
    FileChannel channel = FileChannel.open(
      folder.resolve("acknowledged"),
      StandardOpenOption.CREATE,
      StandardOpenOption.READ,
      StandardOpenOption.WRITE
    );
    try {
      allocate(channel);
      SpoolCheckpoint first = read(channel, 0);
      SpoolCheckpoint second = read(channel, 1);
      boolean firstIsLast = ORDER.compare(first, second) >= 0;
      Acknowledged acknowledged = (firstIsLast ? first : second).acknowledged();
      // A promise remains valid even if an older release wrote a later slot.
      long promised = Math.max(first.promisedMicros(), second.promisedMicros());
      return new AckFile(channel, new SpoolCheckpoint(acknowledged, promised), firstIsLast ? 1 : 0);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void allocate(FileChannel channel) throws IOException {
    if (channel.size() < 2L * SLOT) {
      // Write the whole file with its content: the file of an older release has a hole between its slots.
      ByteBuffer whole = ByteBuffer.allocate(2 * SLOT);
      fill(channel, whole, 0);
      write(channel, whole.clear(), 0);
    }
  }

  /** {@return the state last stored before the file was opened} */
  SpoolCheckpoint last() {
    return last;
  }

  /**
   * Stores the state; survives the process, not a power failure.
   *
   * @throws IOException if it cannot be stored; the previous state is then intact
   */
  void store(SpoolCheckpoint checkpoint) throws IOException {
    Map<Integer, Long> positions = checkpoint.acknowledged().positions();
    int length = Long.BYTES + positions.size() * POSITION;
    if (HEAD + length + TAIL > SLOT) {
      throw new IOException("too many partitions for the file: " + positions.size());
    }
    ByteBuffer slot = ByteBuffer.allocate(HEAD + length + TAIL);
    slot.position(HEAD).putLong(checkpoint.acknowledged().sequence());
    positions.forEach((partition, offset) -> slot.putInt(partition).putLong(offset));
    slot.putLong(checkpoint.promisedMicros());
    slot.putInt(checksum(slot.slice(HEAD, length + Long.BYTES)));
    slot.putInt(0, length).putInt(Integer.BYTES, checksum(slot.slice(HEAD, length)));
    write(channel, slot.flip(), (long) nextSlot * SLOT);
    nextSlot = 1 - nextSlot;
  }

  private static SpoolCheckpoint read(FileChannel channel, int slot) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(SLOT);
    fill(channel, bytes, (long) slot * SLOT);
    bytes.flip();
    if (bytes.remaining() < HEAD) {
      return SpoolCheckpoint.NOTHING;
    }
    int length = bytes.getInt();
    int checksum = bytes.getInt();
    if (length < Long.BYTES || length > bytes.remaining()) {
      return SpoolCheckpoint.NOTHING;
    }
    ByteBuffer body = bytes.slice(HEAD, length);
    return checksum(body.duplicate()) == checksum
      ? new SpoolCheckpoint(parse(body), promised(bytes, length))
      : SpoolCheckpoint.NOTHING;
  }

  private static Acknowledged parse(ByteBuffer body) {
    long sequence = body.getLong();
    Map<Integer, Long> positions = new HashMap<>();
    while (body.hasRemaining()) {
      positions.put(body.getInt(), body.getLong());
    }
    return new Acknowledged(sequence, positions);
  }

  private static long promised(ByteBuffer slot, int length) {
    int end = HEAD + length;
    boolean promises =
      slot.limit() >= end + TAIL && checksum(slot.slice(HEAD, length + Long.BYTES)) == slot.getInt(end + Long.BYTES);
    return promises ? slot.getLong(end) : 0;
  }

  private static void fill(FileChannel channel, ByteBuffer into, long from) throws IOException {
    int read = 0;
    while (into.hasRemaining() && read >= 0) {
      read = channel.read(into, from + into.position());
    }
  }

  private static void write(FileChannel channel, ByteBuffer bytes, long from) throws IOException {
    long at = from;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
