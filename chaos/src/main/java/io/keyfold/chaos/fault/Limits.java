package io.keyfold.chaos.fault;

import java.time.Duration;

/**
 * What a fault may cost. Losing or doubling anything is never within the limits, and is not asked here.
 *
 * @param writesBack how long any tenant's writes may stand still; where {@code outage}, how long after the end of it
 * @param outage whether writes cannot succeed while it lasts
 * @param readPause the longest time without any resolution that succeeds
 * @param refusals whether a resolution may be answered with an error
 * @param failures whether a write may be answered with an error
 */
public record Limits(Duration writesBack, boolean outage, Duration readPause, boolean refusals, boolean failures) {
  private static final Duration BACK = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration ANY = Duration.ofMinutes(10);

  /** Writes are back soon although the fault goes on; a request to the part that is gone may fail. */
  static Limits failover() {
    return new Limits(BACK, false, PAUSE, true, true);
  }

  /** Only Kafka is affected: writes are back soon, and no resolution is refused. */
  static Limits kafkaFailover() {
    return new Limits(BACK, false, PAUSE, false, true);
  }

  /** Kafka is gone: writes wait for it, and no resolution is refused. */
  static Limits kafkaOutage() {
    return new Limits(BACK.multipliedBy(3), true, PAUSE, false, true);
  }

  /** Nobody notices. */
  static Limits unnoticed() {
    return new Limits(BACK, false, PAUSE, false, false);
  }

  /** The whole is gone: all comes back after the end of it. */
  static Limits lasting() {
    return new Limits(BACK.multipliedBy(3), true, ANY, true, true);
  }
}
