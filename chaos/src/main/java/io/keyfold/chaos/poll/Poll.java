package io.keyfold.chaos.poll;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Polls a condition every 250 ms, with a timeout. */
public final class Poll {

  private static final Duration INTERVAL = Duration.ofMillis(250);

  private Poll() {}

  /**
   * A condition to wait for.
   *
   * @param <P> describes why the condition does not hold
   */
  @FunctionalInterface
  public interface Condition<P> {
    /** {@return why the condition does not hold; empty once it does} */
    Optional<P> unmet() throws InterruptedException;
  }

  /**
   * {@return empty as soon as the condition holds; after the timeout, why it does not}
   *
   * @param timeout maximum time to wait; the condition is evaluated at least once
   */
  public static <P> Optional<P> until(Duration timeout, Condition<P> condition) throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    for (;;) {
      Optional<P> unmet = condition.unmet();
      if (unmet.isEmpty() || System.nanoTime() - end > 0) {
        return unmet;
      }
      TimeUnit.NANOSECONDS.sleep(INTERVAL.toNanos());
    }
  }
}
