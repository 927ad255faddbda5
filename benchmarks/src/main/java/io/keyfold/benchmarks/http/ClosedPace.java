package io.keyfold.benchmarks.http;

import java.util.List;

/** Each connection sends its next request when it has its answer, until enough were sent. */
final class ClosedPace extends Pace {

  /** One of so many may be refused, and is told; a benchmark of errors would be none. */
  private static final long TOLERATED = 100;

  private final List<Request> requests;
  private final long times;
  private long sent;

  ClosedPace(List<Request> requests, long times) {
    super(times, times / TOLERATED);
    this.requests = List.copyOf(requests);
    this.times = times;
  }

  @Override
  void start(List<Connection> connections) {
    connections.forEach(this::free);
  }

  @Override
  void free(Connection connection) {
    if (sent < times && !result().isDone()) {
      Request next = requests.get((int) (sent % requests.size()));
      sent++;
      connection.send(next, System.nanoTime());
    }
  }
}
