package io.keyfold.platform.log.view;

import io.keyfold.platform.disk.NoteFile;
import io.keyfold.platform.topic.TopicSpec.Keeping;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * Remembers, in a file beside the stores, until when they had all of the log. A compacted topic keeps the tombstone of what was
 * erased for some days only: stores that stood still for longer would never learn of it, and would keep an erased data key
 * (promise 4). They are rebuilt.
 */
final class Standstill {

  /** A day is left to read up to the log's end before the first tombstone that was missed may go. */
  static final Duration LONGEST = Keeping.LastPerKey.TOMBSTONES.minusDays(1);

  private final NoteFile file;

  private Standstill(NoteFile file) {
    this.file = file;
  }

  /** {@return what is remembered in the folder} */
  static Standstill in(Path folder) {
    return new Standstill(new NoteFile(folder.resolve("caught-up-at")));
  }

  /** {@return whether erasures may have been missed} It is so where nothing is remembered: of empty stores that is to be said. */
  boolean isTooLong(Instant now) {
    return file
      .read()
      .flatMap(lines -> lines.stream().findFirst())
      .map(line -> !isRecent(line, now))
      .orElse(true);
  }

  private static boolean isRecent(String text, Instant now) {
    try {
      return Instant.parse(text).plus(LONGEST).isAfter(now);
    } catch (DateTimeParseException e) {
      // Somebody wrote there. It is not known, then.
      return false;
    }
  }

  /** The stores have all that was on the log then; or nothing, and will read whatever is erased from then on. */
  void caughtUp(Instant then) {
    file.write(then + "\n");
  }
}
