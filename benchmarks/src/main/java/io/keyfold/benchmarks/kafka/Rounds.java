package io.keyfold.benchmarks.kafka;

import io.keyfold.benchmarks.report.Result;
import org.HdrHistogram.Histogram;

/** Callers that begin together and have their answer together, one round after the other. */
final class Rounds {

  /** One round of all callers; it returns when each has its answer. */
  interface Round {
    void run() throws InterruptedException;
  }

  private Rounds() {}

  /**
   * {@return how so many acts went}
   *
   * @param atOnce how many of them are a round
   */
  static Result measure(int times, int atOnce, Round round) throws InterruptedException {
    Histogram nanos = Result.histogram();
    long start = System.nanoTime();
    for (int done = 0; done < times; done += atOnce) {
      long begun = System.nanoTime();
      round.run();
      nanos.recordValueWithCount(System.nanoTime() - begun, atOnce);
    }
    return Result.of(nanos, System.nanoTime() - start);
  }
}
