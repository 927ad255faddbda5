package io.keyfold.benchmarks.http;

import java.util.List;

/** Closed-loop load: each connection sends its next request after its response. */
final class ClosedLoopDriver extends LoadDriver {

  /** One request in this many may fail. More would measure the error path. */
  private static final long REQUESTS_PER_ALLOWED_FAILURE = 100;

  private final List<PreparedRequest> requests;
  private final long times;
  private long sent;

  ClosedLoopDriver(List<PreparedRequest> requests, long times) {
    super(times, times / REQUESTS_PER_ALLOWED_FAILURE);
    this.requests = List.copyOf(requests);
    this.times = times;
  }

  @Override
  void start(List<Connection> connections) {
    connections.forEach(this::ready);
  }

  @Override
  void ready(Connection connection) {
    if (sent < times && !result().isDone()) {
      PreparedRequest next = requests.get((int) (sent % requests.size()));
      sent++;
      connection.send(next, System.nanoTime());
    }
  }
}
