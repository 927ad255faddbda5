package io.keyfold.chaos.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When things succeeded, by stream. A stream is what can stand still alone: the writes of a tenant to one service, whose
 * commands one task decides; the reads of all. Times are {@link System#nanoTime()}. Thread-safe.
 */
public final class Timeline {

  private final Map<String, List<Long>> successes = new HashMap<>();

  /**
   * A time in which nothing succeeded.
   *
   * @param from its begin
   * @param to its end
   */
  public record Gap(long from, long to) {
    /** {@return how long it was} */
    public Duration length() {
      return Duration.ofNanos(to - from);
    }
  }

  /** Something of the stream succeeded. */
  public synchronized void success(String stream, long at) {
    successes.computeIfAbsent(stream, any -> new ArrayList<>()).add(at);
  }

  /** {@return how many succeeded within the time} */
  public synchronized long count(long from, long to) {
    return successes
      .values()
      .stream()
      .flatMap(List::stream)
      .filter(at -> at >= from && at <= to)
      .count();
  }

  /**
   * {@return the longest gap that any stream had within the time} The gap of a stream that never came back goes on to the
   * end.
   */
  public synchronized Gap longest(long from, long to) {
    Gap longest = new Gap(from, from);
    for (List<Long> stream : successes.values()) {
      long last = from;
      for (long at : stream.stream().sorted().toList()) {
        if (at >= from && at <= to) {
          longest = longer(longest, new Gap(last, at));
          last = at;
        }
      }
      longest = longer(longest, new Gap(last, to));
    }
    return longest;
  }

  private static Gap longer(Gap one, Gap other) {
    return other.length().compareTo(one.length()) > 0 ? other : one;
  }
}
