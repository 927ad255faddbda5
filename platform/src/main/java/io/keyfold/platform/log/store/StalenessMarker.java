package io.keyfold.platform.log.store;

import io.keyfold.platform.disk.AtomicFile;
import io.keyfold.platform.topic.TopicSpec.Retention;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Records in a file when the local stores were last caught up with the log. A compacted topic keeps tombstones for some
 * days only. Stores that were offline for longer miss deletions: a view would keep an erased data key (promise 4), and
 * decisions would use deleted objects (promise 7). Such stores are rebuilt.
 */
public final class StalenessMarker {

  /** Maximum age: one day less than the tombstone retention, which leaves a day to catch up. */
  public static final Duration MAX_AGE = Retention.Compacted.TOMBSTONE_RETENTION.minusDays(1);

  private final AtomicFile file;

  private StalenessMarker(AtomicFile file) {
    this.file = file;
  }

  /** {@return the marker in the folder} */
  public static StalenessMarker in(Path folder) {
    return new StalenessMarker(new AtomicFile(folder.resolve("caught-up-at")));
  }

  /**
   * {@return whether the stores may have missed deletions; true if there is no marker} Call {@link #caughtUp} for new,
   * empty stores.
   */
  public boolean isStale(Instant now) {
    return caughtUpAt()
      .map(then -> isStale(then, now))
      .orElse(true);
  }

  /** {@return whether stores that were last caught up at {@code caughtUpAt} may have missed deletions} */
  static boolean isStale(Instant caughtUpAt, Instant now) {
    return !caughtUpAt.plus(MAX_AGE).isAfter(now);
  }

  /** {@return when the stores were last caught up; empty if unknown} */
  Optional<Instant> caughtUpAt() {
    return file
      .read()
      .flatMap(lines -> lines.stream().findFirst())
      .flatMap(StalenessMarker::parse);
  }

  private static Optional<Instant> parse(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      // The file was modified by another program: unknown.
      return Optional.empty();
    }
  }

  /**
   * Records that the stores contain all records that the log had at the given time, or that they are empty and start
   * reading now.
   */
  public void caughtUp(Instant then) {
    file.write(then + "\n");
  }
}
