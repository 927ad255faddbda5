package io.keyfold.chaos.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Polls a condition of the cluster with a timeout. */
final class Await {

  /** Starts took up to 170 s on two shared cores. */
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  private static final Duration INTERVAL = Duration.ofMillis(250);

  private Await() {}

  /** A condition to wait for. */
  @FunctionalInterface
  interface Condition {
    /** {@return why the condition does not hold; empty once it does} */
    Optional<String> unmet() throws InterruptedException;
  }

  /**
   * Waits until the condition holds.
   *
   * @throws ClusterFailure with the unmet condition, after 10 minutes
   */
  static void until(Condition condition) throws InterruptedException {
    long end = System.nanoTime() + TIMEOUT.toNanos();
    for (;;) {
      Optional<String> unmet = condition.unmet();
      if (unmet.isEmpty()) {
        return;
      }
      if (System.nanoTime() - end > 0) {
        throw new ClusterFailure("after " + TIMEOUT.toSeconds() + " s: " + unmet.get());
      }
      TimeUnit.NANOSECONDS.sleep(INTERVAL.toNanos());
    }
  }
}
