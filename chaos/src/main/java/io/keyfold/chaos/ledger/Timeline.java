package io.keyfold.chaos.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Outcomes over time, by stream. A stream is a group of requests that can stall on its own: the writes of one tenant to
 * one service, or all reads. Times are {@link System#nanoTime()}. Thread-safe.
 */
public final class Timeline {

  private final Map<String, List<Attempt>> streams = new HashMap<>();

  private record Attempt(boolean succeeded, long begin, long at) {
    /** {@return whether this request was pending between one success and the next, or the end} */
    boolean wasPending(long last, long end) {
      return begin < end && (succeeded ? at >= end : at > last);
    }
  }

  /**
   * An interval in which requests were pending and none succeeded.
   *
   * @param from when it began
   * @param to when it ended
   */
  public record Gap(long from, long to) {
    /** {@return its length} */
    public Duration length() {
      return Duration.ofNanos(to - from);
    }
  }

  /**
   * Records a success.
   *
   * @param begin when it was first attempted
   */
  public synchronized void success(String stream, long begin, long at) {
    add(stream, new Attempt(true, begin, at));
  }

  /** Records a failure. */
  public synchronized void failure(String stream, long begin, long at) {
    add(stream, new Attempt(false, begin, at));
  }

  private void add(String stream, Attempt attempt) {
    streams.computeIfAbsent(stream, any -> new ArrayList<>()).add(attempt);
  }

  /**
   * {@return the longest gap of any stream within an interval} The gap of a stream that never recovers extends to the
   * end. Requests that were pending at the end must have been recorded before this call.
   */
  public synchronized Gap longest(long from, long to) {
    return streams
      .values()
      .stream()
      .map(attempts -> longest(attempts, from, to))
      .reduce(new Gap(from, from), Timeline::longer);
  }

  private static Gap longest(List<Attempt> attempts, long from, long to) {
    LongStream successes = attempts
      .stream()
      .filter(Attempt::succeeded)
      .mapToLong(Attempt::at)
      .filter(at -> at >= from && at <= to)
      .sorted();
    Gap longest = new Gap(from, from);
    long last = from;
    for (long end : LongStream.concat(successes, LongStream.of(to)).toArray()) {
      longest = longer(longest, new Gap(Math.max(last, firstPending(attempts, last, end)), end));
      last = end;
    }
    return longest;
  }

  /**
   * {@return the begin of the first request that was pending between two times} A stream without pending requests has
   * no gap.
   */
  private static long firstPending(List<Attempt> attempts, long last, long end) {
    return attempts
      .stream()
      .filter(attempt -> attempt.wasPending(last, end))
      .mapToLong(Attempt::begin)
      .min()
      .orElse(end);
  }

  private static Gap longer(Gap one, Gap other) {
    return other.length().compareTo(one.length()) > 0 ? other : one;
  }
}
