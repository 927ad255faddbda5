package io.keyfold.session.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ordered segments of a spool. One thread appends ({@link #append}) and one reads ({@link #peek}, {@link #advance},
 * {@link #forget}). The reader stays at its position until it advances, so that entries are read again after a failed
 * send.
 */
final class SegmentLog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SegmentLog.class);

  private final Path folder;
  private final long segmentBytes;
  private final ConcurrentNavigableMap<Long, Segment> segments = new ConcurrentSkipListMap<>();
  private final Backlog recovered;
  private final long firstSequence;

  private long recoveredFloorMicros;
  private @Nullable Segment active;
  private long acknowledged;
  private long readSegment;
  private long readOffset;
  private long peekedSegment;
  private long peekedOffset;

  /**
   * Opens the segments in the folder. A torn tail is truncated; damage before whole entries is skipped.
   *
   * @param firstSequence the first sequence to be appended; a new segment starts with it
   * @param acknowledged sequence up to which entries were acknowledged; these are never read again
   */
  SegmentLog(Path folder, long segmentBytes, long firstSequence, long acknowledged) throws IOException {
    this.folder = folder;
    this.segmentBytes = segmentBytes;
    this.firstSequence = firstSequence;
    this.acknowledged = acknowledged;
    this.recovered = recover();
    forget(acknowledged);
  }

  private Backlog recover() throws IOException {
    Backlog backlog = Backlog.NONE;
    for (Path file : Segment.files(folder)) {
      Segment segment = Segment.open(file);
      segments.put(segment.firstSequence(), segment);
      Backlog found = segment.recover(acknowledged);
      backlog = backlog.plus(found.records(), found.bytes());
      recoveredFloorMicros = Math.max(recoveredFloorMicros, segment.recoveredFloorMicros());
      long cut = segment.cut();
      if (cut > 0) {
        LOG.warn("usage spool: truncated {} bytes after the last whole record, file {}", cut, file.getFileName());
      }
    }
    if (backlog.records() > 0) {
      LOG.info("usage spool: {} records of an earlier run are pending", backlog.records());
    }
    return backlog;
  }

  /** {@return the unacknowledged entries found on disk} */
  Backlog recovered() {
    return recovered;
  }

  /** {@return the highest floor of the entries found on disk; 0 if none} */
  long recoveredFloorMicros() {
    return recoveredFloorMicros;
  }

  /**
   * Appends encoded entries; once this returns they survive the process.
   *
   * @throws IOException if the disk rejects them; the next entries go to another file
   */
  void append(ByteBuffer entries, long first, long last) throws IOException {
    Segment segment = active;
    if (segment == null || segment.end() >= segmentBytes) {
      segment = Segment.create(folder, first);
      segments.put(first, segment);
      active = segment;
    }
    try {
      segment.append(entries, last);
    } catch (IOException | RuntimeException | Error e) {
      leave(segment);
      throw e;
    }
  }

  /** Closes the segment for appends, since the error may concern this file only. */
  private void leave(Segment segment) {
    active = null;
    try {
      if (segment.end() == 0) {
        // A full disk still creates names: each rejected group would leave an empty open file.
        segment.delete();
        segments.remove(segment.firstSequence());
      } else {
        segment.cut();
      }
    } catch (IOException e) {
      tellUncut(segment, e);
    }
  }

  private static void tellUncut(Segment segment, IOException e) {
    LOG.warn(
      "usage spool: rejected records that could not be truncated may be counted after a restart, file {}: {}",
      segment.path().getFileName(),
      e.toString()
    );
  }

  /**
   * {@return the next unacknowledged entries; the same until {@link #advance}}
   *
   * @throws IOException if they cannot be read or are damaged; only the next start skips damage, since here the read
   *     itself may have failed
   */
  List<SpoolEntry> peek(int wanted) throws IOException {
    List<SpoolEntry> entries = new ArrayList<>();
    peekedSegment = readSegment;
    peekedOffset = readOffset;
    while (entries.isEmpty()) {
      Map.Entry<Long, Segment> here = segments.ceilingEntry(peekedSegment);
      if (here == null) {
        return entries;
      }
      if (here.getKey() != peekedSegment) {
        peekedSegment = here.getKey();
        peekedOffset = 0;
      }
      // Look this up before reading the end: a segment with a successor no longer grows.
      Map.Entry<Long, Segment> next = segments.higherEntry(peekedSegment);
      if (peekedOffset < here.getValue().end()) {
        long behind = here.getValue().read(peekedOffset, wanted, entries);
        if (behind == peekedOffset) {
          throw new IOException("damaged at " + peekedOffset + ", file " + here.getValue().path().getFileName());
        }
        peekedOffset = behind;
        entries.removeIf(entry -> entry.sequence() <= acknowledged);
      } else if (next != null) {
        peekedSegment = next.getKey();
        peekedOffset = 0;
      } else {
        return entries;
      }
    }
    return entries;
  }

  /** Advances the reader past the entries last peeked. Does not access the disk. */
  void advance(long sequence) {
    acknowledged = sequence;
    readSegment = peekedSegment;
    readOffset = peekedOffset;
  }

  /** Deletes fully acknowledged segments. Failed deletions are retried with the next call. */
  void forget(long sequence) throws IOException {
    for (Segment segment : segments.values()) {
      // The last segment may still grow, unless it belongs to an earlier run.
      boolean growing = segment.firstSequence() >= firstSequence && segments.higherKey(segment.firstSequence()) == null;
      if (segment.lastSequence() <= sequence && !growing) {
        segment.delete();
        segments.remove(segment.firstSequence());
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (Segment segment : segments.values()) {
      if (segment.refused()) {
        cutAtLast(segment);
      }
      segment.close();
    }
  }

  private static void cutAtLast(Segment segment) {
    try {
      segment.cut();
    } catch (IOException e) {
      tellUncut(segment, e);
    }
  }
}
