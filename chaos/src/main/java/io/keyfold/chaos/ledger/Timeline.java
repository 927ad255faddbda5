package io.keyfold.chaos.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * When things succeeded, by stream. A stream is what can stand still alone: the writes of a tenant to one service, whose
 * commands one task decides; the reads of all. Times are {@link System#nanoTime()}. Thread-safe.
 */
public final class Timeline {

  private final Map<String, List<Attempt>> streams = new HashMap<>();

  private record Attempt(boolean succeeded, long begun, long at) {
    /** {@return whether somebody waited for it between a success and the next one, or the end} */
    boolean waited(long last, long end) {
      return begun < end && (succeeded ? at >= end : at > last);
    }
  }

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
    add(stream, new Attempt(true, begun, at));
  }

  /** Something of the stream was tried, and failed. */
  public synchronized void failure(String stream, long begun, long at) {
    add(stream, new Attempt(false, begun, at));
  }

  private void add(String stream, Attempt attempt) {
    streams.computeIfAbsent(stream, any -> new ArrayList<>()).add(attempt);
  }

  /**
   * {@return the longest gap that any stream had within the time} The gap of a stream that did not come back goes on to the
   * end. What was under way then is to have ended, and be told, by now.
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
      longest = longer(longest, new Gap(Math.max(last, firstTry(attempts, last, end)), end));
      last = end;
    }
    return longest;
  }

  /**
   * Of those that were under way between two times, and had not succeeded by the second: a stream in which nobody tries anything does not stand
   * still.
   */
  private static long firstTry(List<Attempt> attempts, long last, long end) {
    return attempts
      .stream()
      .filter(attempt -> attempt.waited(last, end))
      .mapToLong(Attempt::begun)
      .min()
      .orElse(end);
  }

  private static Gap longer(Gap one, Gap other) {
    return other.length().compareTo(one.length()) > 0 ? other : one;
  }
}
