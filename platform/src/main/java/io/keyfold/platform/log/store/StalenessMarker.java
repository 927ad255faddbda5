package io.keyfold.platform.log.store;

import io.keyfold.platform.disk.AtomicFile;
import io.keyfold.platform.topic.TopicSpec.Keeping;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Remembers, in a file beside the stores, until when they had all of the log. A compacted topic keeps the tombstone of what was
 * deleted for some days only: stores that stood still for longer would never learn of it. A view would keep an erased data key
 * (promise 4), and a decision would rest on what is gone (promise 7). They are rebuilt.
 */
public final class StalenessMarker {

  /** A day is left to read up to the log's end before the first tombstone that was missed may go. */
  public static final Duration LONGEST = Keeping.LastPerKey.TOMBSTONES.minusDays(1);

  private final AtomicFile file;

  private StalenessMarker(AtomicFile file) {
    this.file = file;
  }

  /** {@return what is remembered in the folder} */
  public static StalenessMarker in(Path folder) {
    return new StalenessMarker(new AtomicFile(folder.resolve("caught-up-at")));
  }

  /** {@return whether deletions may have been missed} It is so where nothing is remembered: of empty stores that is to be said. */
  public boolean isTooLong(Instant now) {
    return caughtUpAt()
      .map(then -> isTooLong(then, now))
      .orElse(true);
  }

  /** {@return whether stores that had all of the log then may have missed deletions by now} */
  static boolean isTooLong(Instant then, Instant now) {
    return !then.plus(LONGEST).isAfter(now);
  }

  /** {@return until when they had all of the log, as far as that is known} */
  Optional<Instant> caughtUpAt() {
    return file
      .read()
      .flatMap(lines -> lines.stream().findFirst())
      .flatMap(StalenessMarker::instant);
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      // Somebody wrote there. It is not known, then.
      return Optional.empty();
    }
  }

  /** The stores have all that was on the log then; or nothing, and will read whatever is deleted from then on. */
  public void caughtUp(Instant then) {
    file.write(then + "\n");
  }
}
