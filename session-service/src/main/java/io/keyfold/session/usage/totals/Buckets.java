package io.keyfold.session.usage.totals;

import java.time.Duration;
import java.time.Instant;

/**
 * The base buckets: 15 minutes in UTC, so that hours and days of every time zone, with half hours and 45 minutes too, are
 * whole numbers of them.
 */
public final class Buckets {

  /** Length of a base bucket. */
  public static final Duration LENGTH = Duration.ofMinutes(15);

  private Buckets() {}

  /** {@return the start of the bucket that holds the time} */
  public static Instant floor(Instant time) {
    long seconds = LENGTH.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
  }

  /** {@return the time, or the start of the next bucket if it is within one} */
  public static Instant ceiling(Instant time) {
    Instant floor = floor(time);
    return floor.equals(time) ? time : floor.plus(LENGTH);
  }
}
