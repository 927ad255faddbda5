package io.keyfold.ledger.exports;

import io.keyfold.ledger.query.BackgroundReads;
import io.keyfold.ledger.storage.WriteOnceStorage;
import io.keyfold.ledger.store.LedgerSettings;
import io.keyfold.ledger.store.LedgerStore;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.CommandLog;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.view.FoldedTopic;
import io.keyfold.platform.thread.SupervisedThread;
import io.keyfold.platform.thread.ThreadSupervisor;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes exports on a thread of its own, and opens their files. Thread-safe. */
public final class Exports implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Exports.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final ExportSettings settings;
  private final ExportMetrics metrics;
  private final WriteOnceStorage storage;
  private final BackgroundReads reads;
  private final ExportWork work;
  private final SupervisedThread thread;
  /** Ends the pause between two runs. */
  private final Semaphore wake = new Semaphore(0);
  private volatile boolean closing;

  /**
   * Creates it; {@link #start} starts the thread.
   *
   * @param priceLists the view of price lists and exports
   * @param deployments the view of deployments, providers and tenants
   * @throws io.keyfold.platform.start.InvalidSettingException if the settings are not usable
   */
  public Exports(
    ExportSettings settings,
    LedgerSettings ledger,
    LedgerStore store,
    FoldedTopic records,
    State priceLists,
    State deployments,
    CommandLog log,
    ThreadSupervisor threads,
    MeterRegistry meters,
    Clock clock
  ) {
    this.settings = settings;
    this.metrics = new ExportMetrics(meters);
    this.storage = ExportFiles.open(settings, ledger, clock.instant());
    this.reads = new BackgroundReads(store);
    Exporter exporter = new Exporter(
      new ExportSource(records, priceLists, deployments),
      store,
      reads,
      storage,
      ledger.staging().resolve("exports"),
      settings
    );
    this.work = new ExportWork(priceLists, exporter, storage, log, settings, metrics, clock);
    this.thread = threads.thread("keyfold-ledger-exports", this::loop);
  }

  /** Starts to write exports; returns at once. */
  public void start() {
    thread.start();
  }

  private void loop() throws InterruptedException {
    while (!closing) {
      run();
      if (wake.tryAcquire(settings.interval().toMillis(), TimeUnit.MILLISECONDS)) {
        wake.drainPermits();
      }
    }
  }

  /** The ledger answers without exports, so a failure does not count as a thread that is down. */
  private void run() throws InterruptedException {
    try {
      work.run(() -> closing);
    } catch (RuntimeException e) {
      if (closing) {
        throw new InterruptedException("stopping");
      }
      if (ErrorCode.UNAVAILABLE.isCodeOf(e)) {
        LOG.atDebug().setCause(e).log("the views are catching up");
      } else {
        metrics.error();
        LOG.atError().setCause(e).log("the work on exports failed and is retried");
      }
    }
  }

  ExportSettings settings() {
    return settings;
  }

  ExportMetrics metrics() {
    return metrics;
  }

  /** This instance accepted the export. */
  void accepted(String exportId) {
    work.accepted(exportId);
    wake.release();
  }

  /** {@return the written part of an export in percent; empty if this instance does not write it} */
  Optional<Long> progress(String exportId) {
    return work.progress(exportId);
  }

  /**
   * {@return the content of a file, which the caller closes} Blocks.
   *
   * @throws java.nio.file.NoSuchFileException if this instance lacks the file; it is made again
   */
  InputStream open(TenantId tenant, String exportId, String file) throws IOException {
    try {
      return storage.open(ExportFiles.path(tenant, exportId, file));
    } catch (NoSuchFileException e) {
      work.missing(tenant, exportId);
      wake.release();
      throw e;
    }
  }

  /** Removes the files of an export that is deleted, as far as this instance has them. Blocks. */
  void remove(TenantId tenant, String exportId, ExportResult result) throws IOException {
    for (ExportResult.Written file : result.files()) {
      storage.delete(ExportFiles.path(tenant, exportId, file.name()));
    }
  }

  /** Stops after the current step; another instance, or the next start, continues. */
  @Override
  public void close() {
    closing = true;
    wake.release();
    reads.close();
    thread.end(CLOSE_TIMEOUT);
    storage.close();
  }
}
