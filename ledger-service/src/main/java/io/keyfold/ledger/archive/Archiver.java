package io.keyfold.ledger.archive;

import io.keyfold.ledger.archive.ArchiveIndex.Finished;
import io.keyfold.ledger.storage.FileDigest;
import io.keyfold.ledger.storage.WriteOnceStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the archive, one step after the other. A step is planned, then its files are written, then its manifest. Each of
 * these is created once, and the content of all follows from the plan. So it does not matter which instance does what, how
 * often, and where it was interrupted. For one thread.
 */
final class Archiver {

  private static final Logger LOG = LoggerFactory.getLogger(Archiver.class);

  private final LedgerRows ledger;
  private final WriteOnceStorage storage;
  private final ArchiveIndex index;
  private final ArchiveProgress progress;
  private final ArchiveMetrics metrics;
  private final Supplier<Optional<Instant>> completeUntil;
  private final Path staging;
  private final Duration takeover;
  private final long maxRows;
  private final Clock clock;
  /** Step that this instance planned; 0: none. */
  private int planned;

  /**
   * Creates it.
   *
   * @param completeUntil time before which all rows are in the ledger; empty if unknown
   * @param staging folder for files on their way, which nothing else uses and the database may write
   * @param takeover how long another instance has for its step before this one continues it
   * @param maxRows maximum number of rows of a file, unless a quarter of an hour has more
   */
  Archiver(
    LedgerRows ledger,
    WriteOnceStorage storage,
    ArchiveProgress progress,
    ArchiveMetrics metrics,
    Supplier<Optional<Instant>> completeUntil,
    Path staging,
    Duration takeover,
    long maxRows,
    Clock clock
  ) {
    this.ledger = ledger;
    this.storage = storage;
    this.index = new ArchiveIndex(storage, staging);
    this.progress = progress;
    this.metrics = metrics;
    this.completeUntil = completeUntil;
    this.staging = staging;
    this.takeover = takeover;
    this.maxRows = maxRows;
    this.clock = clock;
  }

  /**
   * Does the next step, if one is due. After a failure, the next call continues.
   *
   * @param stopping asked between two files
   * @return whether there may be another one
   * @throws IOException if the storage fails
   * @throws ArchiveException if the archive has other rows than the ledger
   * @throws InterruptedException if it is stopping
   */
  boolean run(BooleanSupplier stopping) throws IOException, InterruptedException {
    clearStaging();
    index.probe();
    Optional<Finished> finished = index.finished();
    finished.ifPresent(step -> progress.reached(step.coverage()));
    // The watermark first: what it promises is before the positions.
    Optional<Instant> complete = completeUntil.get();
    LedgerRows.Extent extent = ledger.extent().orElse(null);
    if (extent == null) {
      return false;
    }
    Optional<Plan> plan = plan(finished.orElse(null), complete.orElse(null), extent);
    if (plan.isEmpty() || !isMine(plan.get()) || !plan.get().coverage().isReached(extent.positions())) {
      return false;
    }
    execute(plan.get(), finished.orElse(null), extent.retainedFrom(), stopping);
    return true;
  }

  private void clearStaging() throws IOException {
    Files.createDirectories(staging);
    try (Stream<Path> left = Files.list(staging)) {
      for (Path file : left.toList()) {
        Files.delete(file);
      }
    }
  }

  private Optional<Plan> plan(@Nullable Finished finished, @Nullable Instant complete, LedgerRows.Extent extent)
    throws IOException {
    int step = finished == null ? 1 : finished.step() + 1;
    Optional<Plan> existing = index.plan(step);
    Coverage archived = finished == null ? null : finished.coverage();
    if (existing.isPresent() || complete == null || (archived != null && !archived.isReached(extent.positions()))) {
      return existing;
    }
    Instant until = Planner.midnight(complete);
    Instant previous = archived == null ? null : archived.before();
    if (previous != null && !until.isAfter(previous)) {
      return Optional.empty();
    }
    Optional<Instant> before = Planner.before(previous, until, ledger.filesByDay(archived, until));
    if (before.isEmpty()) {
      return Optional.empty();
    }
    Instant from = archived == null ? extent.retainedFrom() : archived.from();
    Plan plan = Plan.of(step, clock.instant(), Coverage.of(from, before.get(), extent.positions()), maxRows);
    if (index.store(plan)) {
      planned = step;
    }
    // Another instance may have been faster.
    return index.plan(step);
  }

  /** Two instances that write the same files do no harm, but twice the work. */
  private boolean isMine(Plan plan) {
    return plan.step() == planned || !clock.instant().isBefore(plan.createdAt().plus(takeover));
  }

  private void execute(Plan plan, @Nullable Finished previous, @Nullable Instant retainedFrom, BooleanSupplier stopping)
    throws IOException, InterruptedException {
    Coverage archived = previous == null ? null : previous.coverage();
    // What left since the archive began was archived, unless retention ran without an archive.
    Instant needed = archived == null ? plan.from() : archived.before();
    if (retainedFrom != null && (needed == null || retainedFrom.isAfter(needed))) {
      throw new ArchiveException(
        "step " + plan.step() + " of the archive needs rows that this ledger has no more: they begin at " + retainedFrom
      );
    }
    List<ArchivedFile> files = new ArrayList<>();
    for (Slice slice : ledger.slices(plan, archived)) {
      if (stopping.getAsBoolean()) {
        throw new InterruptedException("stopping");
      }
      files.add(write(slice, plan, archived));
    }
    Finished finished = index.store(Manifest.of(plan, previous == null ? null : previous.sha256(), files));
    progress.reached(finished.coverage());
    LOG.atInfo()
      .addKeyValue("step", plan.step())
      .addKeyValue("before", plan.before())
      .addKeyValue("files", files.size())
      .log("archived");
  }

  private ArchivedFile write(Slice slice, Plan plan, @Nullable Coverage archived) throws IOException {
    String path = ArchiveFormat.path(plan.step(), slice);
    Path own = staging.resolve("own.parquet");
    try {
      long rows = ledger.copy(slice, plan.coverage(), archived, own);
      if (rows != slice.rows()) {
        throw new ArchiveException(path + " has " + rows + " rows instead of " + slice.rows());
      }
      FileDigest digest = FileDigest.of(own);
      boolean created = storage.create(path, own, digest);
      FileDigest stored = created ? digest : stored(path, slice.dataset(), own, digest);
      ArchivedFile file = new ArchivedFile(path, slice.tenantId(), slice.date(), rows, stored.bytes(), stored.sha256());
      if (created) {
        metrics.written(file);
      }
      return file;
    } finally {
      Files.deleteIfExists(own);
    }
  }

  /** {@return the digest of a file that was there before, which may be of another release but has the same rows} */
  private FileDigest stored(String path, Dataset dataset, Path own, FileDigest digest) throws IOException {
    Path copy = staging.resolve("stored.parquet");
    try {
      storage.download(path, copy);
      FileDigest stored = FileDigest.of(copy);
      if (!stored.equals(digest) && !ledger.same(dataset, own, copy)) {
        throw new ArchiveException(path + " of the archive has other rows than the ledger");
      }
      return stored;
    } finally {
      Files.deleteIfExists(copy);
    }
  }
}
