package io.keyfold.ledger.usage;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * The buckets of a response: consecutive, from the start of the time range to its end, in the caller's time zone. Base
 * buckets of 15 minutes in UTC add up to them, since the offsets of all time zones are multiples of 15 minutes.
 *
 * @param starts start of each bucket
 * @param end end of the last bucket
 */
public record Buckets(List<Instant> starts, Instant end) {
  /** Length of a base bucket. */
  static final Duration BASE = Duration.ofMinutes(15);

  /** Copies the starts. */
  public Buckets {
    starts = List.copyOf(starts);
  }

  /** {@return the buckets of the time range} */
  public static Buckets of(Granularity granularity, ZoneId zone, Instant from, Instant to) {
    List<Instant> starts = new ArrayList<>();
    for (Instant at = from; at.isBefore(to); at = granularity.end(at, zone, to)) {
      starts.add(at);
    }
    return new Buckets(starts, to);
  }

  Instant start(int index) {
    return starts.get(index);
  }

  /** {@return the end of a bucket, exclusive} */
  Instant end(int index) {
    return index + 1 < starts.size() ? starts.get(index + 1) : end;
  }

  /** {@return the number of the base bucket that starts at the time} */
  static long number(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), BASE.toSeconds());
  }

  /** {@return the start of the base bucket that contains the time} */
  static Instant floor(Instant time) {
    return Instant.ofEpochSecond(number(time) * BASE.toSeconds());
  }

  /** {@return the time if it is the start of a base bucket, otherwise the start of the next one} */
  static Instant ceiling(Instant time) {
    Instant floor = floor(time);
    return floor.equals(time) ? time : floor.plus(BASE);
  }
}
