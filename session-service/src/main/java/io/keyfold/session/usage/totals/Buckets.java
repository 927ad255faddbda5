package io.keyfold.session.usage.totals;

import java.time.Duration;
import java.time.Instant;

/**
 * Base buckets of 15 minutes in UTC. Hours and days of every time zone, including those with half-hour and 45-minute
 * offsets, are whole numbers of them.
 */
public final class Buckets {

  /** Length of a base bucket. */
  public static final Duration LENGTH = Duration.ofMinutes(15);

  private Buckets() {}

  /** {@return the start of the bucket that contains the time} */
  public static Instant floor(Instant time) {
    long seconds = LENGTH.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
  }
}
