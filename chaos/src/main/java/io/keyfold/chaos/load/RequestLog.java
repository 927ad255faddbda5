package io.keyfold.chaos.load;

import io.keyfold.chaos.http.Reply;
import io.keyfold.chaos.ledger.Timeline;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** What the load saw of one kind of request: when it succeeded, and each time that it did not. Thread-safe. */
public final class RequestLog {

  private final Timeline timeline = new Timeline();
  private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
  private final AtomicLong slowest = new AtomicLong();

  /**
   * A request that was not answered as it should be.
   *
   * @param at when, by {@link System#nanoTime()}
   * @param what status and code
   */
  public record Failure(long at, String what) {}

  /**
   * Notes a request.
   *
   * @param begun when it was made, or, where it is repeated until it succeeds, the first of them
   */
  void saw(String stream, long begun, Reply reply) {
    long now = System.nanoTime();
    if (reply.ok()) {
      timeline.success(stream, begun, now);
      slowest.accumulateAndGet(now - begun, Math::max);
    } else {
      timeline.failure(stream, begun, now);
      failures.add(new Failure(now, reply.status() + " " + reply.why()));
    }
  }

  /** {@return when requests succeeded} */
  public Timeline timeline() {
    return timeline;
  }

  /** {@return how often what went wrong within the time} */
  public Map<String, Long> failures(long from, long to) {
    Map<String, Long> counts = new TreeMap<>();
    for (Failure failure : failures) {
      if (failure.at() >= from && failure.at() <= to) {
        counts.merge(failure.what(), 1L, Long::sum);
      }
    }
    return counts;
  }

  /** {@return how long the slowest request took that succeeded, in nanoseconds} */
  public long slowest() {
    return slowest.get();
  }
}
