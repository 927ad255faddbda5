package io.keyfold.ledger.exports;

import io.keyfold.ledger.deployments.DeploymentMetadata;
import io.keyfold.ledger.query.BackgroundReads;
import io.keyfold.ledger.query.Snapshot;
import io.keyfold.ledger.storage.FileDigest;
import io.keyfold.ledger.storage.WriteOnceStorage;
import io.keyfold.ledger.store.LedgerStore;
import io.keyfold.ledger.usage.UsageQuery;
import io.keyfold.platform.id.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the files of an export. Their content follows from the export, so it does not matter which instance writes them,
 * how often, and where it was interrupted. For one thread.
 */
final class Exporter {

  private static final Logger LOG = LoggerFactory.getLogger(Exporter.class);

  private final ExportSource source;
  private final LedgerStore store;
  private final BackgroundReads reads;
  private final WriteOnceStorage storage;
  private final Path staging;
  private final ExportSettings settings;

  /**
   * Creates it.
   *
   * @param staging folder for files on their way, which nothing else uses and the database may write
   */
  Exporter(
    ExportSource source,
    LedgerStore store,
    BackgroundReads reads,
    WriteOnceStorage storage,
    Path staging,
    ExportSettings settings
  ) {
    this.source = source;
    this.store = store;
    this.reads = reads;
    this.storage = storage;
    this.staging = staging;
    this.settings = settings;
  }

  /**
   * Writes the files and puts them into the storage.
   *
   * @param progress receives the done part, from 0 to 1
   * @param stopping asked between two parts
   * @return the manifest; empty if this instance has not reached the export's positions, or its store is closed
   * @throws ExportFailedException if the export cannot be done
   * @throws IOException if the storage fails
   * @throws InterruptedException if it is stopping
   */
  Optional<ExportResult> write(TenantId tenant, Export export, DoubleConsumer progress, BooleanSupplier stopping)
    throws IOException, InterruptedException {
    if (!source.isReached(tenant, export.spec())) {
      return Optional.empty();
    }
    clearStaging();
    UsageQuery query = ExportSource.query(export.spec());
    Tally tally = new Tally();
    DatasetWriter dataset = source.dataset(tenant, export.spec(), query, tally);
    List<StagedFile> files = new ArrayList<>();
    try {
      for (DatasetWriter.Layout layout : dataset.files()) {
        files.add(new StagedFile(layout, export.spec().format(), staging, settings.maxBytes().toBytes()));
      }
      if (!rows(tenant, export.spec(), query, dataset, files, progress, stopping)) {
        return Optional.empty();
      }
    } finally {
      for (StagedFile file : files) {
        file.close();
      }
    }
    List<ExportResult.Written> written = new ArrayList<>();
    for (StagedFile file : files) {
      written.add(store(tenant, export, file));
    }
    clearStaging();
    return Optional.of(new ExportResult(written, tally.sums(), tally.unpriced()));
  }

  private boolean rows(
    TenantId tenant,
    ExportSpec spec,
    UsageQuery query,
    DatasetWriter dataset,
    List<StagedFile> files,
    DoubleConsumer progress,
    BooleanSupplier stopping
  ) throws InterruptedException {
    Optional<DeploymentMetadata> metadata = source.metadata(tenant, spec, query);
    List<Parts.Part> parts = Parts.of(query);
    for (int i = 0; i < parts.size(); i++) {
      if (stopping.getAsBoolean()) {
        throw new InterruptedException("stopping");
      }
      Parts.Part range = parts.get(i);
      long left = settings.maxRows() - files.stream().mapToLong(StagedFile::rows).sum();
      UsageQuery part = query.part(range.from(), range.to(), Math.toIntExact(left));
      Optional<Boolean> read = reads.run(snapshot -> {
        requireAll(snapshot, dataset.readsFrom(query));
        dataset.write(ExportSource.part(tenant, part, metadata, spec, snapshot), (file, values) ->
          files.get(file).write(values)
        );
        return true;
      });
      if (read.isEmpty()) {
        return false;
      }
      if (files.stream().mapToLong(StagedFile::rows).sum() > settings.maxRows()) {
        throw new ExportFailedException(
          "too_large",
          "The export has more than " + settings.maxRows() + " rows: export a shorter time range or coarser rows"
        );
      }
      progress.accept((i + 1.0) / parts.size());
    }
    return true;
  }

  private static void requireAll(Snapshot snapshot, Instant from) {
    Instant retained = snapshot.retainedFrom().orElse(null);
    if (retained != null && from.isBefore(retained)) {
      throw new ExportFailedException(
        "retained",
        "Operations before " + retained + " were removed by retention: export a time range from then on"
      );
    }
  }

  private ExportResult.Written store(TenantId tenant, Export export, StagedFile file) throws IOException {
    Path path = file.path();
    if (export.spec().format() == ExportFormat.PARQUET) {
      path = staging.resolve(file.name());
      long rows = ParquetFile.convert(store, file.layout().columns(), file.path(), path);
      if (rows != file.rows()) {
        throw new IllegalStateException(file.name() + " has " + rows + " rows instead of " + file.rows());
      }
    }
    FileDigest digest = FileDigest.of(path);
    String name = ExportFiles.path(tenant, export.id(), file.name());
    if (!storage.create(name, path, digest)) {
      FileDigest stored = stored(name);
      if (!stored.equals(digest)) {
        // Of another release. The manifest says what can be downloaded.
        LOG.atWarn().addKeyValue("export", export.id()).addKeyValue("file", file.name()).log("a file has other bytes");
        digest = stored;
      }
    }
    return new ExportResult.Written(file.name(), file.rows(), digest.bytes(), digest.sha256());
  }

  private FileDigest stored(String name) throws IOException {
    try (InputStream content = storage.open(name)) {
      return FileDigest.of(content);
    }
  }

  private void clearStaging() throws IOException {
    Files.createDirectories(staging);
    try (Stream<Path> left = Files.list(staging)) {
      for (Path file : left.toList()) {
        Files.delete(file);
      }
    }
  }
}
