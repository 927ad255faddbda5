package io.keyfold.schemas.registry;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often and how patiently to try again.
 *
 * @param retries tries after the first one; 0 for none
 * @param first the longest wait before the first retry; it doubles with each
 * @param longest the bound that it doubles up to
 */
public record Backoff(int retries, Duration first, Duration longest) {
  /** Refuses negative numbers. */
  public Backoff {
    if (retries < 0 || first.isNegative() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException("retries and waits are not negative, and the longest wait is the longest");
    }
  }

  /**
   * {@return how long to wait before a retry: anything between half of its bound and all of it, so that clients which failed
   * together do not come back together}
   *
   * @param retry which retry, from 1
   * @param random source of the jitter
   */
  public Duration wait(int retry, RandomGenerator random) {
    long bound = longest.toNanos();
    int doublings = Math.min(retry - 1, 30);
    if (first.toNanos() <= bound >> doublings) {
      bound = first.toNanos() << doublings;
    }
    return Duration.ofNanos(bound / 2 + random.nextLong(bound / 2 + 1));
  }
}
