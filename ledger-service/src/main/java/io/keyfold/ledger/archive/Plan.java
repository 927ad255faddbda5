package io.keyfold.ledger.archive;

import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a step of the archive contains: the rows of its coverage that the coverage of the step before does not contain. It
 * is stored before the first file of the step, so that all instances write the same files.
 *
 * @param format version of the archive's format
 * @param step number of the step, from 1
 * @param createdAt when it was made
 * @param from see {@link Coverage}
 * @param before see {@link Coverage}
 * @param positions see {@link Coverage}
 * @param maxRows maximum number of rows of a file, unless a quarter of an hour has more
 */
record Plan(
  int format,
  int step,
  Instant createdAt,
  @Nullable Instant from,
  Instant before,
  SortedMap<String, SortedMap<Integer, Long>> positions,
  long maxRows
) {
  static Plan of(int step, Instant createdAt, Coverage coverage, long maxRows) {
    return new Plan(
      ArchiveFormat.VERSION,
      step,
      createdAt,
      coverage.from(),
      coverage.before(),
      coverage.positions(),
      maxRows
    );
  }

  Coverage coverage() {
    return new Coverage(from, before, positions);
  }
}
