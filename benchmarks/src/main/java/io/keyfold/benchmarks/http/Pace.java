package io.keyfold.benchmarks.http;

import io.keyfold.benchmarks.report.Result;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.HdrHistogram.Histogram;

/** When each connection sends its next request. Confined to the event loop's thread, but for the result. */
abstract class Pace {

  private final CompletableFuture<Result> result = new CompletableFuture<>();
  private final Histogram nanos = Result.histogram();
  private final long acts;
  private final long tolerated;
  private long refused;
  private long begun;

  /**
   * Paces so many acts.
   *
   * @param tolerated how many of them may be refused
   */
  Pace(long acts, long tolerated) {
    this.acts = acts;
    this.tolerated = tolerated;
  }

  /** {@return how it went; errors if a request fails} */
  final CompletableFuture<Result> result() {
    return result;
  }

  /** Begins with connections that have nothing under way. */
  final void begin(List<Connection> connections) {
    begun = System.nanoTime();
    connections.forEach(connection -> connection.attach(this));
    start(connections);
  }

  abstract void start(List<Connection> connections);

  /** The connection is free. Not called after the last act. */
  abstract void free(Connection connection);

  /** The connection has its answer. */
  void answered(Connection connection) {
    nanos.recordValue(connection.took());
    ended(connection);
  }

  /** The connection was told that it gets no answer. How long that took is nobody's latency. */
  final void refused(Connection connection, String told) {
    refused++;
    if (refused > tolerated) {
      failed(new IllegalStateException(told));
    } else {
      ended(connection);
    }
  }

  final void failed(Throwable error) {
    result.completeExceptionally(error);
  }

  private void ended(Connection connection) {
    if (nanos.getTotalCount() + refused == acts) {
      result.complete(Result.of(nanos, System.nanoTime() - begun).with(refused));
    } else {
      free(connection);
    }
  }

  final long begun() {
    return begun;
  }
}
