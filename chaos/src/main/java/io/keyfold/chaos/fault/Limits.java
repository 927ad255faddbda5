package io.keyfold.chaos.fault;

import java.time.Duration;

/**
 * The allowed impact of a fault on latency and errors. Lost or duplicated writes are never allowed.
 *
 * @param writeRecovery the longest write pause of any tenant; for an outage, counted from its end
 * @param outage whether writes cannot succeed during the fault
 * @param readPause the longest time in which no resolution succeeds
 * @param refusals whether resolutions may fail
 * @param failures whether writes may fail
 */
public record Limits(Duration writeRecovery, boolean outage, Duration readPause, Refusals refusals, boolean failures) {
  private static final Duration RECOVERY = Duration.ofSeconds(10);
  private static final Duration READ_PAUSE = Duration.ofSeconds(2);
  private static final Duration UNLIMITED = Duration.ofMinutes(10);

  /** Whether resolutions may fail. */
  public enum Refusals {
    /** Failures break the limit. */
    FORBIDDEN,
    /** Failures are allowed. */
    ALLOWED,
    /** At least one failure is required; otherwise the fault was not effective. */
    EXPECTED,
  }

  /** Writes recover during the fault; requests to the lost component may fail. */
  static Limits failover() {
    return new Limits(RECOVERY, false, READ_PAUSE, Refusals.ALLOWED, true);
  }

  /** Only Kafka is affected: writes recover during the fault, and no resolution fails. */
  static Limits kafkaFailover() {
    return new Limits(RECOVERY, false, READ_PAUSE, Refusals.FORBIDDEN, true);
  }

  /** Kafka is unavailable: writes recover after the fault, and no resolution fails. */
  static Limits kafkaOutage() {
    return new Limits(RECOVERY.multipliedBy(3), true, READ_PAUSE, Refusals.FORBIDDEN, true);
  }

  /** An instance cannot reach one broker: its writes may recover only after the fault. */
  static Limits partialKafkaOutage() {
    return new Limits(RECOVERY.multipliedBy(3), true, READ_PAUSE, Refusals.ALLOWED, true);
  }

  /** No request fails. */
  static Limits noImpact() {
    return new Limits(RECOVERY, false, READ_PAUSE, Refusals.FORBIDDEN, false);
  }

  /** Everything is down: reads and writes recover after the fault. */
  static Limits fullOutage() {
    return new Limits(RECOVERY.multipliedBy(3), true, UNLIMITED, Refusals.ALLOWED, true);
  }

  /** Kafka is unavailable until the usage spools are full: resolutions fail, and no usage is lost. */
  static Limits spoolOverflow() {
    return new Limits(RECOVERY.multipliedBy(3), true, UNLIMITED, Refusals.EXPECTED, true);
  }
}
