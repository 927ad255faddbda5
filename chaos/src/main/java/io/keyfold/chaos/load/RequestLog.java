package io.keyfold.chaos.load;

import io.keyfold.chaos.http.Reply;
import io.keyfold.chaos.ledger.Timeline;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** The outcomes of one kind of request. Thread-safe. */
public final class RequestLog {

  private final Timeline timeline = new Timeline();
  private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
  private final AtomicLong slowest = new AtomicLong();

  /**
   * A request that failed.
   *
   * @param at when, by {@link System#nanoTime()}
   * @param reason status and code
   */
  public record Failure(long at, String reason) {}

  /**
   * Records a response.
   *
   * @param begin when the request, or its first attempt, was sent
   */
  void record(String stream, long begin, Reply reply) {
    long now = System.nanoTime();
    if (reply.ok()) {
      timeline.success(stream, begin, now);
      slowest.accumulateAndGet(now - begin, Math::max);
    } else {
      timeline.failure(stream, begin, now);
      failures.add(new Failure(now, reply.status() + " " + reply.detail()));
    }
  }

  /** {@return successes and failures over time} */
  public Timeline timeline() {
    return timeline;
  }

  /** {@return the number of failures by status and code, within an interval} */
  public Map<String, Long> failures(long from, long to) {
    Map<String, Long> counts = new TreeMap<>();
    for (Failure failure : failures) {
      if (failure.at() >= from && failure.at() <= to) {
        counts.merge(failure.reason(), 1L, Long::sum);
      }
    }
    return counts;
  }

  /** {@return the duration of the slowest success, in nanoseconds} */
  public long slowest() {
    return slowest.get();
  }
}
