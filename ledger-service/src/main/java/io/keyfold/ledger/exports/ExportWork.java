package io.keyfold.ledger.exports;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.keyfold.ledger.commands.DeleteExport;
import io.keyfold.ledger.commands.ExportCommand;
import io.keyfold.ledger.commands.FailExport;
import io.keyfold.ledger.commands.FinishExport;
import io.keyfold.ledger.storage.WriteOnceStorage;
import io.keyfold.ledger.store.StoreException;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.CommandLog;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.log.sweep.DueIndex;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.CommandMeta;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work on exports, which each instance finds in its view: writes running ones, one at a time, records their results,
 * and deletes what has expired. Two instances that write the same export write the same bytes, and the first result
 * counts. For one thread, but for the requests to it.
 */
final class ExportWork {

  private static final Logger LOG = LoggerFactory.getLogger(ExportWork.class);
  private static final Actor SELF = new Actor(ActorType.SERVICE, "ledger-service");
  private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration CLEAN_INTERVAL = Duration.ofMinutes(10);
  /** Exports that are looked at in one run. */
  private static final int BATCH = 100;
  private static final int MAX_ATTEMPTS = 5;
  private static final int MAX_REMEMBERED = 10_000;
  private static final int MAX_MISSING = 100;
  private static final double PERCENT = 100;

  private final State view;
  private final Exporter exporter;
  private final WriteOnceStorage storage;
  private final CommandLog log;
  private final ExportSettings settings;
  private final ExportMetrics metrics;
  private final Clock clock;
  /** Exports that this instance accepted. */
  private final Cache<String, Boolean> own = Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).build();
  private final Cache<String, Integer> attempts = Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).build();
  /** Exports whose files somebody wants and this instance lacks. */
  private final Map<String, TenantId> missing = new ConcurrentHashMap<>();
  private volatile Progress progress = new Progress("", 0);
  private Instant nextCleaning = Instant.MIN;

  private record Progress(String exportId, double part) {}

  ExportWork(
    State view,
    Exporter exporter,
    WriteOnceStorage storage,
    CommandLog log,
    ExportSettings settings,
    ExportMetrics metrics,
    Clock clock
  ) {
    this.view = view;
    this.exporter = exporter;
    this.storage = storage;
    this.log = log;
    this.settings = settings;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** This instance accepted the export and writes it before others do. From any thread. */
  void accepted(String exportId) {
    own.put(exportId, true);
  }

  /** The export's files are not in the storage; they are made again. From any thread. */
  void missing(TenantId tenant, String exportId) {
    if (missing.size() < MAX_MISSING) {
      missing.put(exportId, tenant);
    }
  }

  /** {@return the written part of an export in percent; empty if this instance does not write it} From any thread. */
  Optional<Long> progress(String exportId) {
    Progress now = progress;
    return now.exportId().equals(exportId) ? Optional.of(Math.round(now.part() * PERCENT)) : Optional.empty();
  }

  /**
   * Does what is due. What fails is tried again by the next call.
   *
   * @param stopping asked between two steps
   * @throws InterruptedException if it is stopping
   */
  void run(BooleanSupplier stopping) throws InterruptedException {
    List<DueIndex.Due> due = new ArrayList<>();
    Export.WORK.scan(view, now(), "", (position, one) -> due.add(one) && due.size() < BATCH);
    for (DueIndex.Due one : due) {
      require(stopping);
      Optional<Export> found = view.find(Export.key(one.tenant(), one.id()));
      if (found.isPresent()) {
        attempt(one.tenant(), found.get(), stopping);
      }
    }
    for (Map.Entry<String, TenantId> one : Map.copyOf(missing).entrySet()) {
      require(stopping);
      again(one.getValue(), one.getKey(), stopping);
      missing.remove(one.getKey());
    }
    clean();
  }

  private static void require(BooleanSupplier stopping) throws InterruptedException {
    if (stopping.getAsBoolean()) {
      throw new InterruptedException("stopping");
    }
  }

  private void attempt(TenantId tenant, Export export, BooleanSupplier stopping) throws InterruptedException {
    try {
      if (export.status() != Export.Status.RUNNING) {
        append(new DeleteExport(meta(tenant, export)));
      } else if (isMine(export)) {
        write(tenant, export, stopping);
      }
    } catch (IOException | ApiException e) {
      failed(export, e);
    } catch (RuntimeException e) {
      require(stopping);
      failed(export, e);
      int count = Objects.requireNonNull(attempts.asMap().merge(export.id(), 1, Integer::sum));
      if (count >= MAX_ATTEMPTS) {
        fail(tenant, export, reason(e));
      }
    } finally {
      progress = new Progress("", 0);
    }
  }

  private void failed(Export export, Exception cause) {
    metrics.error();
    LOG.atError().setCause(cause).addKeyValue("export", export.id()).log("an export failed and is retried");
  }

  private static Export.Failure reason(RuntimeException error) {
    boolean large = error instanceof StoreException store && (store.isOfMemory() || store.isOfRange());
    return large
      ? new Export.Failure("too_large", "The export needs more memory or digits than there are: export less at once")
      : new Export.Failure("failed", "The export failed several times; the log of ledger-service says why");
  }

  /** Two instances that write the same export do no harm, but twice the work. */
  private boolean isMine(Export export) {
    return (
      own.getIfPresent(export.id()) != null || !clock.instant().isBefore(export.createdAt().plus(settings.takeover()))
    );
  }

  private void write(TenantId tenant, Export export, BooleanSupplier stopping)
    throws IOException, InterruptedException {
    try {
      Optional<ExportResult> result = exporter.write(
        tenant,
        export,
        part -> progress = new Progress(export.id(), part),
        stopping
      );
      if (result.isPresent()) {
        append(new FinishExport(meta(tenant, export), result.get().toAvro(), expiry()));
        metrics.done(result.get());
      }
    } catch (ExportFailedException e) {
      fail(tenant, export, new Export.Failure(e.reason(), String.valueOf(e.getMessage())));
    }
  }

  private void fail(TenantId tenant, Export export, Export.Failure why) {
    append(new FailExport(meta(tenant, export), why.reason(), why.message(), expiry()));
    metrics.failed();
  }

  private void again(TenantId tenant, String exportId, BooleanSupplier stopping) throws InterruptedException {
    Optional<Export> export = view
      .find(Export.key(tenant, exportId))
      .filter(known -> known.status() == Export.Status.DONE);
    if (export.isPresent()) {
      try {
        exporter.write(tenant, export.get(), part -> {}, stopping);
      } catch (IOException | RuntimeException e) {
        require(stopping);
        failed(export.get(), e);
      }
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private Instant expiry() {
    return now().plus(settings.retention());
  }

  private CommandMeta meta(TenantId tenant, Export export) {
    return WriteRequest.ofService(tenant, SELF, clock.instant()).meta(export.id());
  }

  /** Another instance, or a request, may have ended the export before. */
  private void append(ExportCommand command) {
    try {
      log.append(command).block(COMMAND_TIMEOUT);
    } catch (ApiException e) {
      if (ErrorCode.UNAVAILABLE.isCodeOf(e)) {
        throw e;
      }
      LOG.atDebug().addKeyValue("export", command.getMeta().getObjectId()).log("the export had ended before");
    }
  }

  /** Removes the files of deleted exports. */
  private void clean() {
    Instant now = clock.instant();
    if (now.isBefore(nextCleaning)) {
      return;
    }
    nextCleaning = now.plus(CLEAN_INTERVAL);
    try {
      for (ExportFiles.Stored file : ExportFiles.list(storage)) {
        Optional<Export> export = view.find(Export.key(file.tenant(), file.exportId()));
        if (export.filter(known -> known.status() == Export.Status.DELETED).isPresent()) {
          storage.delete(file.path());
        }
      }
    } catch (IOException e) {
      metrics.error();
      LOG.atError().setCause(e).log("removing files of deleted exports failed and is retried");
    }
  }
}
