package io.keyfold.session.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file of a spool. One thread appends and one may read entries before {@link #end}. */
final class Segment {

  private static final Logger LOG = LoggerFactory.getLogger(Segment.class);
  private static final String SUFFIX = ".segment";
  private static final String DAMAGED = ".damaged";
  private static final int READ_CHUNK = SpoolEntryFormat.MAX_BODY + 64 * 1024;
  /** Entries that start in this part of a chunk are contained in the chunk entirely. */
  private static final int SEARCH_CHUNK = 32 * 1024;

  private final Path path;
  private final long firstSequence;
  private final FileChannel channel;
  private volatile long end;
  private volatile long lastSequence;
  private volatile boolean refused;
  private long recoveredFloorMicros;
  /** Start of each damaged range, and the next whole entry after it. Set by {@link #recover}. */
  private final Map<Long, Long> damage = new HashMap<>();

  private Segment(Path path, long firstSequence, FileChannel channel) {
    this.path = path;
    this.firstSequence = firstSequence;
    this.channel = channel;
  }

  /** {@return the segment files in the folder, in order} */
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all
        .filter(file -> file.toString().endsWith(SUFFIX))
        .sorted()
        .toList();
    }
  }

  /** {@return the first sequence that the file may contain} */
  static long firstSequence(Path file) {
    String name = file.getFileName().toString();
    return Long.parseLong(name.substring(0, name.indexOf('.')));
  }

  /** Creates the segment that starts with the sequence. Fails if the file exists, since it holds other entries. */
  static Segment create(Path folder, long firstSequence) throws IOException {
    Path file = folder.resolve(String.format("%019d", firstSequence) + SUFFIX);
    return open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** {@return the segment of the file, which is not read yet} */
  static Segment open(Path file) throws IOException {
    return open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private static Segment open(Path file, OpenOption... options) throws IOException {
    return new Segment(file, firstSequence(file), FileChannel.open(file, options));
  }

  /**
   * Reads the whole file and sets {@link #end} after the last undamaged entry. Damage followed by whole entries is not
   * a torn tail: these entries are kept, and only the damaged ones are lost.
   *
   * @param acknowledged entries up to this sequence are not counted
   * @return number and bytes of the entries above it
   */
  Backlog recover(long acknowledged) throws IOException {
    long size = channel.size();
    end = size;
    long at = 0;
    Backlog backlog = Backlog.NONE;
    while (at < size) {
      List<SpoolEntry> entries = new ArrayList<>();
      long next = read(at, Integer.MAX_VALUE, entries);
      if (next == at) {
        OptionalLong whole = skipDamage(at);
        if (whole.isEmpty()) {
          break;
        }
        next = whole.getAsLong();
      }
      for (SpoolEntry entry : entries) {
        lastSequence = entry.sequence();
        recoveredFloorMicros = Math.max(recoveredFloorMicros, entry.floorMicros());
        if (entry.sequence() > acknowledged) {
          backlog = backlog.plus(1, entry.value().bytes().length);
        }
      }
      at = next;
    }
    end = at;
    return backlog;
  }

  private OptionalLong skipDamage(long from) throws IOException {
    for (long chunk = from + 1; chunk < end; chunk += SEARCH_CHUNK) {
      ByteBuffer buffer = chunk(chunk);
      int begins = Math.min(SEARCH_CHUNK, buffer.limit());
      for (int i = 0; i < begins; i++) {
        Optional<SpoolEntry> entry = SpoolEntryFormat.decode(buffer.position(i));
        // Sequences increase, so bytes inside an entry that only look like an entry are rejected.
        if (entry.isPresent() && entry.get().sequence() > lastSequence) {
          long whole = chunk + i;
          damage.put(from, whole);
          LOG.error(
            "usage spool: {} bytes at {} are damaged: unsent records of sequences {} to {} are lost, file {}, later {}",
            whole - from,
            from,
            Math.max(firstSequence, lastSequence + 1),
            entry.get().sequence() - 1,
            path.getFileName(),
            kept().getFileName()
          );
          return OptionalLong.of(whole);
        }
      }
    }
    return OptionalLong.empty();
  }

  /** Appends entries. After an error, a partial write is after {@link #end} and the segment is {@link #refused}. */
  void append(ByteBuffer entries, long last) throws IOException {
    long at = end;
    try {
      while (entries.hasRemaining()) {
        at += channel.write(entries, at);
      }
    } catch (IOException | RuntimeException | Error e) {
      refused = true;
      throw e;
    }
    lastSequence = last;
    end = at;
  }

  /**
   * Truncates the file at {@link #end} and returns the number of bytes removed. Reopens the file, which an error may
   * have closed.
   */
  long cut() throws IOException {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
      long behind = file.size() - end;
      if (behind > 0) {
        file.truncate(end);
      }
      refused = false;
      return behind;
    }
  }

  /**
   * Reads whole entries from an offset.
   *
   * @param into receives the entries, at most as many as wanted
   * @return the offset after the last entry read; the same offset if the data there is damaged
   */
  long read(long from, int wanted, List<SpoolEntry> into) throws IOException {
    long start = damage.getOrDefault(from, from);
    ByteBuffer buffer = chunk(start);
    Optional<SpoolEntry> entry = SpoolEntryFormat.decode(buffer);
    while (entry.isPresent()) {
      into.add(entry.get());
      entry = into.size() < wanted ? SpoolEntryFormat.decode(buffer) : Optional.empty();
    }
    return start + buffer.position();
  }

  private ByteBuffer chunk(long from) throws IOException {
    int length = (int) Math.min(READ_CHUNK, end - from);
    ByteBuffer buffer = ByteBuffer.allocate(length);
    int read = 0;
    while (buffer.hasRemaining() && read >= 0) {
      read = channel.read(buffer, from + buffer.position());
    }
    return buffer.flip();
  }

  /** {@return the first sequence that it may contain} */
  long firstSequence() {
    return firstSequence;
  }

  /** {@return the last sequence that it contains; 0 if none} */
  long lastSequence() {
    return lastSequence;
  }

  /** {@return the highest floor of the entries found by {@link #recover}; 0 if none} */
  long recoveredFloorMicros() {
    return recoveredFloorMicros;
  }

  /** {@return the offset after the last entry} */
  long end() {
    return end;
  }

  /** {@return whether there may be rejected entries after {@link #end} that are not truncated yet} */
  boolean refused() {
    return refused;
  }

  /** {@return the file} */
  Path path() {
    return path;
  }

  void close() throws IOException {
    channel.close();
  }

  /** Deletes the file. A damaged file is renamed instead, for analysis. */
  void delete() throws IOException {
    channel.close();
    if (damage.isEmpty()) {
      Files.deleteIfExists(path);
    } else {
      Files.move(path, kept());
    }
  }

  private Path kept() {
    return path.resolveSibling(path.getFileName() + DAMAGED);
  }
}
