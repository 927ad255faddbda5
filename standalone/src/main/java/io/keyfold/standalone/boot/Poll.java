package io.keyfold.standalone.boot;

import java.time.Duration;

/** Polls a condition, with a timeout. */
public final class Poll {

  private Poll() {}

  /** A condition to wait for. */
  @FunctionalInterface
  public interface Condition {
    /** {@return whether the condition holds} */
    boolean holds() throws InterruptedException;
  }

  /**
   * {@return true as soon as the condition holds; false after the timeout}
   *
   * @param timeout maximum time to wait; the condition is evaluated at least once
   * @param interval pause between two evaluations
   */
  public static boolean until(Duration timeout, Duration interval, Condition condition) throws InterruptedException {
    return until(timeout, interval, condition, () -> false);
  }

  /**
   * {@return true as soon as the condition holds; false after the timeout}
   *
   * @param timeout maximum time without progress
   * @param interval pause between two evaluations
   * @param progress whether there was progress, which restarts the timeout
   */
  static boolean until(Duration timeout, Duration interval, Condition condition, Condition progress)
    throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    while (!condition.holds()) {
      if (progress.holds()) {
        end = System.nanoTime() + timeout.toNanos();
      }
      if (System.nanoTime() - end > 0) {
        return false;
      }
      Thread.sleep(interval);
    }
    return true;
  }
}
