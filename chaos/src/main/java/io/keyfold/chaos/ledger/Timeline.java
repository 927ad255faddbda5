package io.keyfold.chaos.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When things succeeded, by stream. A stream is what can stand still alone: the writes of a tenant to one service, whose
 * commands one task decides; the reads of all. Times are {@link System#nanoTime()}. Thread-safe.
 */
public final class Timeline {

  private final Map<String, List<Success>> successes = new HashMap<>();

  private record Success(long begun, long at) {}

  /**
   * A time in which nothing succeeded, and somebody waited for it.
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

  /**
   * Something of the stream succeeded.
   *
   * @param begun when it was tried first
   */
  public synchronized void success(String stream, long begun, long at) {
    successes.computeIfAbsent(stream, any -> new ArrayList<>()).add(new Success(begun, at));
  }

  /** {@return how many succeeded within the time} */
  public synchronized long count(long from, long to) {
    return successes
      .values()
      .stream()
      .flatMap(List::stream)
      .filter(success -> success.at() >= from && success.at() <= to)
      .count();
  }

  /**
   * {@return the longest gap that any stream had within the time} The gap of a stream that never came back goes on to the
   * end.
   */
  public synchronized Gap longest(long from, long to) {
    Gap longest = new Gap(from, from);
    for (List<Success> stream : successes.values()) {
      long last = from;
      for (Success success : stream.stream().sorted(Comparator.comparingLong(Success::at)).toList()) {
        if (success.at() >= from && success.at() <= to) {
          long waiting = Math.max(last, firstOfThoseThatWait(stream, success.at()));
          longest = longer(longest, new Gap(waiting, success.at()));
          last = success.at();
        }
      }
      longest = longer(longest, new Gap(last, to));
    }
    return longest;
  }

  /** Whoever succeeds then or later, and has begun before: a stream in which nobody tries anything does not stand still. */
  private static long firstOfThoseThatWait(List<Success> stream, long until) {
    return stream
      .stream()
      .filter(success -> success.at() >= until)
      .mapToLong(Success::begun)
      .min()
      .orElse(until);
  }

  private static Gap longer(Gap one, Gap other) {
    return other.length().compareTo(one.length()) > 0 ? other : one;
  }
}
