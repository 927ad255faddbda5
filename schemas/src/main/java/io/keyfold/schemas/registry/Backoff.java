package io.keyfold.schemas.registry;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential backoff with jitter.
 *
 * @param retries maximum number of retries; 0 for none
 * @param first maximum wait before the first retry; it doubles with each retry
 * @param longest upper bound of a wait
 */
public record Backoff(int retries, Duration first, Duration longest) {
  /** Validates the values. */
  public Backoff {
    if (retries < 0 || first.isNegative() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException("retries and waits must not be negative, and longest must not be below first");
    }
  }

  /**
   * {@return the wait before a retry: random between half and all of its bound, so that clients do not retry at the
   * same time}
   *
   * @param retry the number of the retry, from 1
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
