package io.keyfold.chaos.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * When things succeeded, by stream. A stream is what can stand still alone: the writes of a tenant to one service, whose
 * commands one task decides; the reads of all. Times are {@link System#nanoTime()}. Thread-safe.
 */
public final class Timeline {

  private final Map<String, List<Attempt>> successes = new HashMap<>();
  private final Map<String, List<Attempt>> failures = new HashMap<>();

  private record Attempt(long begun, long at) {}

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
    successes.computeIfAbsent(stream, any -> new ArrayList<>()).add(new Attempt(begun, at));
  }

  /** Something of the stream was tried, and failed. */
  public synchronized void failure(String stream, long begun, long at) {
    failures.computeIfAbsent(stream, any -> new ArrayList<>()).add(new Attempt(begun, at));
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
   * {@return the longest gap that any stream had within the time} The gap of a stream that did not come back goes on to the
   * end. What was under way then is to have ended, and be told, by now.
   */
  public synchronized Gap longest(long from, long to) {
    Gap longest = new Gap(from, from);
    Set<String> streams = new HashSet<>(successes.keySet());
    streams.addAll(failures.keySet());
    for (String stream : streams) {
      List<Attempt> done = successes.getOrDefault(stream, List.of());
      List<Attempt> failed = failures.getOrDefault(stream, List.of());
      LongStream ends = LongStream.concat(
        done
          .stream()
          .mapToLong(Attempt::at)
          .filter(at -> at >= from && at <= to)
          .sorted(),
        LongStream.of(to)
      );
      long last = from;
      for (long end : ends.toArray()) {
        long tried = firstTry(done, failed, last, end);
        longest = longer(longest, new Gap(Math.max(last, tried), end));
        last = end;
      }
    }
    return longest;
  }

  /**
   * Of those that were under way between two times, and had not succeeded by the second: a stream in which nobody tries anything does not stand
   * still.
   */
  private static long firstTry(List<Attempt> done, List<Attempt> failed, long last, long next) {
    return Stream.concat(
      done.stream().filter(success -> success.at() >= next),
      failed.stream().filter(failure -> failure.at() > last)
    )
      .mapToLong(Attempt::begun)
      .filter(begun -> begun < next)
      .min()
      .orElse(next);
  }

  private static Gap longer(Gap one, Gap other) {
    return other.length().compareTo(one.length()) > 0 ? other : one;
  }
}
