package io.keyfold.ledger.archive;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Metrics of the archive. Thread-safe. */
final class ArchiveMetrics {

  private final Counter files;
  private final Counter rows;
  private final Counter bytes;
  private final Counter failures;

  ArchiveMetrics(MeterRegistry metrics, ArchiveProgress progress) {
    this.files = counter(metrics, "keyfold.ledger.archive.files", "Files of rows that this instance archived");
    this.rows = counter(metrics, "keyfold.ledger.archive.rows", "Rows in them");
    this.bytes = counter(metrics, "keyfold.ledger.archive.bytes", "Their size");
    this.failures = counter(metrics, "keyfold.ledger.archive.failures", "Runs of the archive that failed");
    Gauge.builder("keyfold.ledger.archive.until", progress, ArchiveMetrics::until)
      .description("Time before which all rows are archived, in seconds since 1970")
      .register(metrics);
  }

  private static Counter counter(MeterRegistry metrics, String name, String description) {
    return Counter.builder(name).description(description).register(metrics);
  }

  private static double until(ArchiveProgress progress) {
    return progress
      .archived()
      .map(Coverage::before)
      .map(time -> (double) time.getEpochSecond())
      .orElse(0.0);
  }

  void written(ArchivedFile file) {
    files.increment();
    rows.increment((double) file.rows());
    bytes.increment((double) file.bytes());
  }

  void failed() {
    failures.increment();
  }
}
