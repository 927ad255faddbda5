package io.keyfold.chaos.load;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The pause of workers between requests, randomised so that workers do not run in lockstep and send bursts.
 *
 * @param pause average pause of a worker between two requests
 */
record ThinkTime(Duration pause) {
  /** Sleeps before the first request. */
  void initialDelay() throws InterruptedException {
    sleep(0, 1);
  }

  /** Sleeps between two requests. */
  void pauseBetween() throws InterruptedException {
    sleep(0.5, 1.5);
  }

  private void sleep(double least, double most) throws InterruptedException {
    double factor = ThreadLocalRandom.current().nextDouble(least, most);
    TimeUnit.NANOSECONDS.sleep(Math.round(pause.toNanos() * factor));
  }
}
