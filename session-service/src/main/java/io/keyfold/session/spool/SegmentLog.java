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
 * The segments of a spool in order. One thread appends ({@link #append}) and one reads ({@link #peek}, {@link #advance}, {@link #forget}):
 * the reader stays where it is until told that what it read is done with, so that a failed send is read again.
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
   * Opens the segments in the folder. A tail that was written in part is cut off, and damage before whole entries is skipped.
   *
   * @param firstSequence the first sequence that will be appended; a new segment begins with it
   * @param acknowledged what was acknowledged before; never read again
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
        LOG.warn("usage spool: cut off {} bytes behind the last whole record, file {}", cut, file.getFileName());
      }
    }
    if (backlog.records() > 0) {
      LOG.info("usage spool: {} records of an earlier run are still to be sent", backlog.records());
    }
    return backlog;
  }

  /** {@return what was found on the disk and is not acknowledged} */
  Backlog recovered() {
    return recovered;
  }

  /** {@return the highest floor of what was found on the disk; 0 if nothing was} */
  long recoveredFloorMicros() {
    return recoveredFloorMicros;
  }

  /**
   * Appends entries that are already in their form on disk; once it returns they survive the process.
   *
   * @throws IOException if the disk refuses them; the next ones go to another file
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

  /** Appends no more to it: the error may be of this file alone. */
  private void leave(Segment segment) {
    active = null;
    try {
      if (segment.end() == 0) {
        // A full disk still takes names: each refused group would leave an empty file, and hold it open.
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
      "usage spool: refused records that could not be cut off may be counted after a restart, file {}: {}",
      segment.path().getFileName(),
      e.toString()
    );
  }

  /**
   * {@return the next entries that are not acknowledged; the same again until {@link #advance}}
   *
   * @throws IOException if they cannot be read, also because they are damaged: that is for the next start to skip, since here it may
   *     be a read that went wrong
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
      // Looked up before the end is read: a segment that has a successor no longer grows.
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

  /** Moves the reader behind what it last peeked. Asks nothing of the disk. */
  void advance(long sequence) {
    acknowledged = sequence;
    readSegment = peekedSegment;
    readOffset = peekedOffset;
  }

  /** Deletes the segments that are done with. What cannot be deleted is tried again the next time. */
  void forget(long sequence) throws IOException {
    for (Segment segment : segments.values()) {
      // The last one may still grow, unless it is of an earlier run.
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
