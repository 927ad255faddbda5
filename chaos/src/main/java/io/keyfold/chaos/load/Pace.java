package io.keyfold.chaos.load;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * How fast workers go. Their pauses differ by chance: workers that begin together, or that an outage has held up together, would
 * go on in step, and be a burst with nothing in between.
 *
 * @param pause how long a worker rests between two pieces of work, on average
 */
record Pace(Duration pause) {
  /** Waits before the first piece of work. */
  void begin() throws InterruptedException {
    sleep(0, 1);
  }

  /** Waits between two pieces of work. */
  void rest() throws InterruptedException {
    sleep(0.5, 1.5);
  }

  private void sleep(double least, double most) throws InterruptedException {
    double share = ThreadLocalRandom.current().nextDouble(least, most);
    TimeUnit.NANOSECONDS.sleep(Math.round(pause.toNanos() * share));
  }
}
