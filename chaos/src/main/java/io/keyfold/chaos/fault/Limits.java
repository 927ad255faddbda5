package io.keyfold.chaos.fault;

import java.time.Duration;

/**
 * What a fault may cost. Losing or doubling anything is never within the limits, and is not asked here.
 *
 * @param writesBack how long any tenant's writes may stand still; where {@code outage}, how long after the end of it
 * @param outage whether writes cannot succeed while it lasts
 * @param readPause the longest time without any resolution that succeeds
 * @param refusals of resolutions: whether one may be answered with an error
 * @param failures whether a write may be answered with an error
 */
public record Limits(Duration writesBack, boolean outage, Duration readPause, Refusals refusals, boolean failures) {
  private static final Duration BACK = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration ANY = Duration.ofMinutes(10);

  /** Whether there may be refusals. */
  public enum Refusals {
    /** None. */
    FORBIDDEN,
    /** As may be. */
    ALLOWED,
    /** Where none is, the fault did not happen, and what followed shows nothing. */
    EXPECTED,
  }

  /** Writes are back soon although the fault goes on; a request to the part that is gone may fail. */
  static Limits failover() {
    return new Limits(BACK, false, PAUSE, Refusals.ALLOWED, true);
  }

  /** Only Kafka is affected: writes are back soon, and no resolution is refused. */
  static Limits kafkaFailover() {
    return new Limits(BACK, false, PAUSE, Refusals.FORBIDDEN, true);
  }

  /** Kafka is gone: writes wait for it, and no resolution is refused. */
  static Limits kafkaOutage() {
    return new Limits(BACK.multipliedBy(3), true, PAUSE, Refusals.FORBIDDEN, true);
  }

  /** An instance misses a part of Kafka, and goes on with the rest: what it decides may wait for that part; others read. */
  static Limits cutOffFromSome() {
    return new Limits(BACK.multipliedBy(3), true, PAUSE, Refusals.ALLOWED, true);
  }

  /** Nobody notices. */
  static Limits unnoticed() {
    return new Limits(BACK, false, PAUSE, Refusals.FORBIDDEN, false);
  }

  /** The whole is gone: all comes back after the end of it. */
  static Limits lasting() {
    return new Limits(BACK.multipliedBy(3), true, ANY, Refusals.ALLOWED, true);
  }

  /** Kafka is gone for so long that the spools are full: calls are refused, none is lost. */
  static Limits refusing() {
    return new Limits(BACK.multipliedBy(3), true, ANY, Refusals.EXPECTED, true);
  }
}
