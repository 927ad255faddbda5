package io.keyfold.chaos.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The one way to wait for a part of the cluster. */
final class Wait {

  /** On two cores that do all the rest besides, one start took 170 s. */
  private static final Duration BOUND = Duration.ofMinutes(10);

  private static final Duration AGAIN = Duration.ofMillis(250);

  private Wait() {}

  /** What is waited for. */
  @FunctionalInterface
  interface Condition {
    /** {@return what is still amiss; nothing once it holds} */
    Optional<String> amiss() throws InterruptedException;
  }

  /**
   * Returns when the condition holds.
   *
   * @throws ClusterFailure with what is amiss, if it does not in time
   */
  static void until(Condition condition) throws InterruptedException {
    long end = System.nanoTime() + BOUND.toNanos();
    for (;;) {
      Optional<String> amiss = condition.amiss();
      if (amiss.isEmpty()) {
        return;
      }
      if (System.nanoTime() - end > 0) {
        throw new ClusterFailure("after " + BOUND.toSeconds() + " s still amiss: " + amiss.get());
      }
      TimeUnit.NANOSECONDS.sleep(AGAIN.toNanos());
    }
  }
}
