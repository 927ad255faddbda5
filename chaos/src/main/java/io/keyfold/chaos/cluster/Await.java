package io.keyfold.chaos.cluster;

import io.keyfold.chaos.poll.Poll;
import java.time.Duration;

/** Polls a condition of the cluster with a timeout. */
final class Await {

  /** Starts took up to 170 s on two shared cores. */
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  private Await() {}

  /**
   * Waits until the condition holds.
   *
   * @throws ClusterFailure with the unmet condition, after 10 minutes
   */
  static void until(Poll.Condition<String> condition) throws InterruptedException {
    Poll.until(TIMEOUT, condition).ifPresent(unmet -> {
      throw new ClusterFailure("after " + TIMEOUT.toSeconds() + " s: " + unmet);
    });
  }
}
