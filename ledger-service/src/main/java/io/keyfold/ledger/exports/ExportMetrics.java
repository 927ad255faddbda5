package io.keyfold.ledger.exports;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** Metrics of exports. Thread-safe. */
final class ExportMetrics {

  private final MeterRegistry metrics;
  private final Counter rows;
  private final Counter bytes;
  private final Counter errors;

  ExportMetrics(MeterRegistry metrics) {
    this.metrics = metrics;
    this.rows = counter("keyfold.ledger.exports.rows", "Rows of exports that this instance wrote");
    this.bytes = counter("keyfold.ledger.exports.bytes", "Size of their files");
    this.errors = counter("keyfold.ledger.exports.errors", "Attempts to write an export that failed and are repeated");
    ended("done");
    ended("failed");
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(metrics);
  }

  private Counter ended(String outcome) {
    return Counter.builder("keyfold.ledger.exports.ended")
      .description("Exports that this instance ended")
      .tag("outcome", outcome)
      .register(metrics);
  }

  void downloads(Supplier<Number> running, int limit) {
    Gauge.builder("keyfold.ledger.exports.downloads", running).description("Downloads that run").register(metrics);
    Gauge.builder("keyfold.ledger.exports.downloads.limit", () -> limit)
      .description("Maximum of running downloads")
      .register(metrics);
  }

  void done(ExportResult result) {
    ended("done").increment();
    result.files().forEach(file -> {
      rows.increment((double) file.rows());
      bytes.increment((double) file.bytes());
    });
  }

  void failed() {
    ended("failed").increment();
  }

  void error() {
    errors.increment();
  }
}
