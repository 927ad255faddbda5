package io.keyfold.ledger.archive;

import io.keyfold.ledger.storage.WriteOnceStorage;
import io.keyfold.ledger.store.LedgerSettings;
import io.keyfold.ledger.store.LedgerStore;
import io.keyfold.platform.completeness.Completeness;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.thread.ThreadSupervisor;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** The archive of a service; does nothing if none is configured. */
public final class LedgerArchive implements AutoCloseable {

  /** The rows of a file are sorted in the store's memory, which appends and queries need as well. */
  private static final long MAX_ROWS = 250_000;

  private final Optional<WriteOnceStorage> storage;
  private final Optional<ArchiveThread> thread;

  /**
   * Opens the archive; {@link #start} starts to write it.
   *
   * @param progress receives what is archived
   * @throws io.keyfold.platform.start.InvalidSettingException if the settings are not usable
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
    this.storage = settings.location().open(clock.instant());
    this.thread = storage.map(opened -> {
      Archiver archiver = new Archiver(
        new LedgerRows(store),
        opened,
        progress,
        metrics,
        () -> completeUntil(completeness),
        ledger.staging().resolve("archive"),
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

  /** Starts to archive; returns at once. */
  public void start() {
    thread.ifPresent(ArchiveThread::start);
  }

  /** Stops after the current file. */
  @Override
  public void close() {
    thread.ifPresent(ArchiveThread::close);
    storage.ifPresent(WriteOnceStorage::close);
  }
}
