package io.keyfold.benchmarks.http;

import io.keyfold.benchmarks.report.Result;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.HdrHistogram.Histogram;

/** Decides when each connection sends its next request. Confined to the event loop's thread, except for the result. */
abstract class LoadDriver {

  private final CompletableFuture<Result> result = new CompletableFuture<>();
  private final Histogram nanos = Result.histogram();
  private final long requests;
  private final long allowedFailures;
  private long rejected;
  private long startNanos;

  /**
   * Creates a driver.
   *
   * @param requests total number of requests
   * @param allowedFailures how many of them may fail
   */
  LoadDriver(long requests, long allowedFailures) {
    this.requests = requests;
    this.allowedFailures = allowedFailures;
  }

  /** {@return the result; completes exceptionally if a connection or too many requests fail} */
  final CompletableFuture<Result> result() {
    return result;
  }

  /** Starts the load on idle connections. */
  final void begin(List<Connection> connections) {
    startNanos = System.nanoTime();
    connections.forEach(connection -> connection.attach(this));
    start(connections);
  }

  abstract void start(List<Connection> connections);

  /** Called when a connection is idle, but not after the last response. */
  abstract void ready(Connection connection);

  /** Called after a successful response. */
  void succeeded(Connection connection) {
    nanos.recordValue(connection.latency());
    completed(connection);
  }

  /** Called after an error response. Its latency is not recorded. */
  final void rejected(Connection connection, String error) {
    rejected++;
    if (rejected > allowedFailures) {
      failed(new IllegalStateException(error));
    } else {
      completed(connection);
    }
  }

  final void failed(Throwable error) {
    result.completeExceptionally(error);
  }

  private void completed(Connection connection) {
    if (isLast(responses())) {
      finish();
    } else {
      ready(connection);
    }
  }

  /** {@return whether no response follows this number of them} */
  boolean isLast(long responses) {
    return responses == requests;
  }

  final long responses() {
    return nanos.getTotalCount() + rejected;
  }

  final void finish() {
    result.complete(Result.of(nanos, System.nanoTime() - startNanos).withFailures(rejected));
  }

  final long startNanos() {
    return startNanos;
  }
}
