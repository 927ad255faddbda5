package io.keyfold.session.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One file of a spool. One thread appends and one may read what is before {@link #end}. */
final class Segment {

  private static final String SUFFIX = ".segment";
  private static final int READ_CHUNK = EntryFormat.MAX_BODY + 64 * 1024;

  private final Path path;
  private final long firstSequence;
  private final FileChannel channel;
  private volatile long end;
  private volatile long lastSequence;
  private long recoveredFloorMicros;

  private Segment(Path path, long firstSequence, FileChannel channel) {
    this.path = path;
    this.firstSequence = firstSequence;
    this.channel = channel;
  }

  /** {@return the files of the segments in the folder, in order} */
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all
        .filter(file -> file.toString().endsWith(SUFFIX))
        .sorted()
        .toList();
    }
  }

  /** {@return the first sequence that the file may hold} */
  static long firstSequence(Path file) {
    String name = file.getFileName().toString();
    return Long.parseLong(name.substring(0, name.indexOf('.')));
  }

  /** Makes the segment whose entries begin with the sequence. A file of that name holds others: it is not written over. */
  static Segment create(Path folder, long firstSequence) throws IOException {
    Path file = folder.resolve(String.format("%019d", firstSequence) + SUFFIX);
    return open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** {@return the segment in the file, which is not yet read} */
  static Segment open(Path file) throws IOException {
    return open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private static Segment open(Path file, OpenOption... options) throws IOException {
    return new Segment(file, firstSequence(file), FileChannel.open(file, options));
  }

  /**
   * Reads the whole file and sets {@link #end} after the last undamaged entry.
   *
   * @param acknowledged entries up to this sequence are not counted
   * @return how many entries, and bytes of them, are above it
   */
  Backlog recover(long acknowledged) throws IOException {
    long size = channel.size();
    end = size;
    long at = 0;
    Backlog backlog = Backlog.NONE;
    while (at < size) {
      List<Entry> entries = new ArrayList<>();
      long next = read(at, Integer.MAX_VALUE, entries);
      if (next == at) {
        break;
      }
      for (Entry entry : entries) {
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

  /** Appends entries. What was written in part before an error is not before {@link #end}. */
  void append(ByteBuffer entries, long last) throws IOException {
    long at = end;
    while (entries.hasRemaining()) {
      at += channel.write(entries, at);
    }
    lastSequence = last;
    end = at;
  }

  /** Cuts off what is behind {@link #end}, and answers how much that was. */
  long cut() throws IOException {
    long behind = channel.size() - end;
    if (behind > 0) {
      channel.truncate(end);
    }
    return behind;
  }

  /**
   * Reads whole entries from an offset on.
   *
   * @param into gets the entries, at most as many as wanted
   * @return the offset behind the last one read
   */
  long read(long from, int wanted, List<Entry> into) throws IOException {
    int length = (int) Math.min(READ_CHUNK, end - from);
    ByteBuffer buffer = ByteBuffer.allocate(length);
    int read = 0;
    while (buffer.hasRemaining() && read >= 0) {
      read = channel.read(buffer, from + buffer.position());
    }
    buffer.flip();
    Optional<Entry> entry = EntryFormat.decode(buffer);
    while (entry.isPresent()) {
      into.add(entry.get());
      entry = into.size() < wanted ? EntryFormat.decode(buffer) : Optional.empty();
    }
    return from + buffer.position();
  }

  /** {@return the first sequence that it may hold} */
  long firstSequence() {
    return firstSequence;
  }

  /** {@return the last sequence that it holds; 0 if none} */
  long lastSequence() {
    return lastSequence;
  }

  /** {@return the highest floor of the entries that {@link #recover} found; 0 if none} */
  long recoveredFloorMicros() {
    return recoveredFloorMicros;
  }

  /** {@return the offset behind the last entry} */
  long end() {
    return end;
  }

  /** {@return the file} */
  Path path() {
    return path;
  }

  void close() throws IOException {
    channel.close();
  }

  void delete() throws IOException {
    channel.close();
    Files.deleteIfExists(path);
  }
}
