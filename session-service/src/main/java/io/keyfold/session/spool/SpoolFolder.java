package io.keyfold.session.spool;

import io.keyfold.platform.disk.AtomicFile;
import io.keyfold.platform.id.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of a spool: locked by its process, with the permanent id of the spool and the number of the opening.
 *
 * <p>Sequences restart at a higher value with each opening ({@link #firstSequence}). After a power failure the disk may
 * hold fewer records than were sent. Continuing after them would reuse a sequence, and the second record would be
 * dropped as a duplicate. The number of the opening is therefore the only data that is forced to disk.
 */
final class SpoolFolder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SpoolFolder.class);
  private static final String IDENTITY = "identity";
  private static final int SEQUENCE_BITS = 40;
  private static final int TRIAL_BYTES = 65_536;

  private final Path path;
  private final FileChannel lockFile;
  private final String spoolId;
  private final long opening;

  private SpoolFolder(Path path, FileChannel lockFile, String spoolId, long opening) {
    this.path = path;
    this.lockFile = lockFile;
    this.spoolId = spoolId;
    this.opening = opening;
  }

  /**
   * Opens or creates the folder.
   *
   * @throws IOException if it cannot be used or another process uses it; the message states the cause
   */
  static SpoolFolder open(Path path, Clock clock) throws IOException {
    Files.createDirectories(path);
    FileChannel lockFile = FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      lock(path, lockFile);
      Path identity = path.resolve(IDENTITY);
      List<String> lines = Files.exists(identity) ? Files.readAllLines(identity) : List.of();
      String id = lines.isEmpty() ? Ids.fresh("usp_", clock.instant()) : lines.getFirst();
      long before = lines.isEmpty() ? 0 : Long.parseLong(lines.get(1));
      long opening = Math.max(before, highestSequence(path) >> SEQUENCE_BITS) + 1;
      store(path, id + "\n" + opening + "\n");
      return new SpoolFolder(path, lockFile, id, opening);
    } catch (IOException | RuntimeException e) {
      lockFile.close();
      throw e;
    }
  }

  private static void lock(Path path, FileChannel lockFile) throws IOException {
    @Nullable
    FileLock lock;
    try {
      lock = lockFile.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      throw new IOException("the usage spool " + path + " is in use by another process");
    }
  }

  /** The highest sequence evident from the other files: the file with the number may be lost while they are not. */
  private static long highestSequence(Path path) throws IOException {
    long highest;
    try (AckFile acknowledged = AckFile.open(path)) {
      highest = acknowledged.last().acknowledged().sequence();
    }
    for (Path segment : Segment.files(path)) {
      highest = Math.max(highest, Segment.firstSequence(segment));
    }
    return highest;
  }

  private static void store(Path folder, String text) throws IOException {
    try {
      new AtomicFile(folder.resolve(IDENTITY)).write(text);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** {@return whether a file of {@value #TRIAL_BYTES} bytes can be written here; the file is then deleted} */
  boolean takesFiles() {
    try {
      // Also delete a partially written file.
      Files.write(
        path.resolve("trial"),
        new byte[TRIAL_BYTES],
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE
      );
      return true;
    } catch (IOException e) {
      LOG.debug("usage spool: the disk still rejects files: {}", e.toString());
      return false;
    }
  }

  /** {@return the folder} */
  Path path() {
    return path;
  }

  /** {@return the spool's id} */
  String spoolId() {
    return spoolId;
  }

  /** {@return the first sequence of this opening, above those of all earlier openings} */
  long firstSequence() {
    return (opening << SEQUENCE_BITS) + 1;
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
