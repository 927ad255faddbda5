package io.keyfold.benchmarks.kafka;

import io.keyfold.benchmarks.report.Result;
import org.HdrHistogram.Histogram;

/** Measures operations in rounds. The operations of a round start together and end together. */
final class Rounds {

  /** One round, which returns when all its operations have ended. */
  interface Round {
    void run() throws InterruptedException;
  }

  private Rounds() {}

  /**
   * {@return the result of a number of operations}
   *
   * @param concurrency operations per round
   */
  static Result measure(int times, int concurrency, Round round) throws InterruptedException {
    Histogram nanos = Result.histogram();
    long start = System.nanoTime();
    for (int done = 0; done < times; done += concurrency) {
      long roundStart = System.nanoTime();
      round.run();
      nanos.recordValueWithCount(System.nanoTime() - roundStart, concurrency);
    }
    return Result.of(nanos, System.nanoTime() - start);
  }
}
