package io.keyfold.ledger.archive;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of a step. It is stored after the last of them, and says nothing that depends on the instance that wrote it.
 *
 * @param format version of the archive's format
 * @param step number of the step
 * @param from see {@link Coverage}
 * @param before see {@link Coverage}
 * @param positions see {@link Coverage}
 * @param previousSha256 SHA-256 of the manifest of the step before; null for the first step
 * @param files the files, ordered by path
 */
record Manifest(
  int format,
  int step,
  @Nullable Instant from,
  Instant before,
  SortedMap<String, SortedMap<Integer, Long>> positions,
  @Nullable String previousSha256,
  List<ArchivedFile> files
) {
  static Manifest of(Plan plan, @Nullable String previousSha256, List<ArchivedFile> files) {
    return new Manifest(
      ArchiveFormat.VERSION,
      plan.step(),
      plan.from(),
      plan.before(),
      plan.positions(),
      previousSha256,
      files
    );
  }

  /** {@return the head of the manifest, which is small} */
  Manifest withoutFiles() {
    return new Manifest(format, step, from, before, positions, previousSha256, List.of());
  }

  Coverage coverage() {
    return new Coverage(from, before, positions);
  }
}
