package io.keyfold.benchmarks;

import java.util.Arrays;

/**
 * What was measured.
 *
 * @param perSecond acts per second
 * @param p50 milliseconds, as the caller saw them
 * @param p99 milliseconds
 * @param p999 milliseconds
 */
record Result(double perSecond, double p50, double p99, double p999) {
  /** {@return the result of acts that took so long each} */
  static Result of(long[] nanos, long took) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Result(nanos.length / (took / 1e9), at(sorted, 0.5), at(sorted, 0.99), at(sorted, 0.999));
  }

  private static double at(long[] sorted, double share) {
    return sorted[(int) (sorted.length * share)] / 1e6;
  }
}
