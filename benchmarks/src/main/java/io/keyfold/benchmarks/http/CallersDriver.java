package io.keyfold.benchmarks.http;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Callers that send one request after the other for some time, each on its own connection, with a pause between. The
 * result is there when the last of them is answered. Failures are counted and do not end the load.
 */
final class CallersDriver extends LoadDriver {

  private final Map<Connection, PreparedRequest> callers = new HashMap<>();
  private final EventLoop loop;
  private final List<PreparedRequest> requests;
  private final Duration pause;
  private final Duration duration;
  private long sent;
  private boolean over;

  CallersDriver(EventLoop loop, List<PreparedRequest> requests, Duration pause, Duration duration) {
    super(Long.MAX_VALUE, Long.MAX_VALUE);
    this.loop = loop;
    this.requests = List.copyOf(requests);
    this.pause = pause;
    this.duration = duration;
  }

  @Override
  void start(List<Connection> connections) {
    for (int i = 0; i < connections.size(); i++) {
      Connection caller = connections.get(i);
      callers.put(caller, requests.get(i));
      sendAfter(caller, (pause.toNanos() * i) / connections.size());
    }
    var _ = loop.schedule(this::end, duration.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  void ready(Connection caller) {
    sendAfter(caller, pause.toNanos());
  }

  @Override
  boolean isLast(long responses) {
    return over && responses == sent;
  }

  private void end() {
    over = true;
    if (isLast(responses())) {
      finish();
    }
  }

  private void sendAfter(Connection caller, long nanos) {
    if (nanos == 0) {
      send(caller);
    } else {
      var _ = loop.schedule(() -> send(caller), nanos, TimeUnit.NANOSECONDS);
    }
  }

  private void send(Connection caller) {
    PreparedRequest request = callers.get(caller);
    if (!over && request != null && !result().isDone()) {
      sent++;
      caller.send(request, System.nanoTime());
    }
  }
}
