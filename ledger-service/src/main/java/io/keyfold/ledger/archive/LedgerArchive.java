package io.keyfold.ledger.archive;

import io.keyfold.ledger.archive.storage.ArchiveStorage;
import io.keyfold.ledger.archive.storage.FolderStorage;
import io.keyfold.ledger.archive.storage.S3Storage;
import io.keyfold.ledger.store.LedgerSettings;
import io.keyfold.ledger.store.LedgerStore;
import io.keyfold.platform.completeness.Completeness;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.start.InvalidSettingException;
import io.keyfold.platform.thread.ThreadSupervisor;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The archive of a service; does nothing if none is configured. */
public final class LedgerArchive implements AutoCloseable {

  /** The rows of a file are sorted in the store's memory, which appends and queries need as well. */
  private static final long MAX_ROWS = 250_000;

  private final Optional<ArchiveStorage> storage;
  private final Optional<ArchiveThread> thread;

  /**
   * Opens the archive; {@link #start} starts to write it.
   *
   * @param progress receives what is archived
   * @throws InvalidSettingException if the settings are not usable
   */
  public LedgerArchive(
    ArchiveSettings settings,
    LedgerSettings ledger,
    LedgerStore store,
    ArchiveProgress progress,
    Completeness completeness,
    ThreadSupervisor threads,
    MeterRegistry meters,
    Clock clock
  ) {
    ArchiveMetrics metrics = new ArchiveMetrics(meters, progress);
    this.storage = open(settings, clock);
    this.thread = storage.map(opened -> {
      Archiver archiver = new Archiver(
        new LedgerRows(store),
        opened,
        progress,
        metrics,
        () -> completeUntil(completeness),
        ledger.staging(),
        settings.takeover(),
        MAX_ROWS,
        clock
      );
      return new ArchiveThread(archiver, metrics, settings.interval(), threads);
    });
  }

  /** {@return the completeness watermark; empty also while this instance is catching up} */
  private static Optional<Instant> completeUntil(Completeness completeness) {
    try {
      return completeness.completeUntil();
    } catch (ApiException e) {
      return Optional.empty();
    }
  }

  private static Optional<ArchiveStorage> open(ArchiveSettings settings, Clock clock) {
    @Nullable
    Path folder = settings.folder();
    if (folder != null) {
      try {
        return Optional.of(FolderStorage.open(folder, clock.instant()));
      } catch (IOException e) {
        throw new InvalidSettingException(
          "keyfold.ledger.archive.folder",
          folder,
          "must be an existing, writable folder on a file system with hard links",
          e
        );
      }
    }
    if (settings.bucket().isEmpty()) {
      return Optional.empty();
    }
    S3Storage.Bucket bucket = new S3Storage.Bucket(
      settings.bucket(),
      settings.prefix(),
      settings.region(),
      settings.endpointUri(),
      settings.pathStyle()
    );
    return Optional.of(new S3Storage(bucket, settings.timeout()));
  }

  /** Starts to archive; returns at once. */
  public void start() {
    thread.ifPresent(ArchiveThread::start);
  }

  /** Stops after the current file. */
  @Override
  public void close() {
    thread.ifPresent(ArchiveThread::close);
    storage.ifPresent(ArchiveStorage::close);
  }
}
