package io.keyfold.benchmarks.report;

import org.HdrHistogram.Histogram;

/**
 * The result of a measurement.
 *
 * @param operations number of operations that succeeded
 * @param failed number of operations that failed; the other values do not include them
 * @param perSecond operations per second
 * @param p50 median latency in milliseconds, as seen by the caller
 * @param p99 99th percentile in milliseconds
 * @param p999 99.9th percentile in milliseconds
 */
public record Result(long operations, long failed, double perSecond, double p50, double p99, double p999) {
  private static final double NANOS = 1e9;
  private static final double NANOS_PER_MILLI = 1e6;

  /** {@return an empty histogram for durations in nanoseconds, with three significant digits} */
  public static Histogram histogram() {
    return new Histogram(3);
  }

  /**
   * {@return the result of recorded operations}
   *
   * @param nanos latencies
   * @param elapsed duration of the measurement, in nanoseconds
   */
  public static Result of(Histogram nanos, long elapsed) {
    long operations = nanos.getTotalCount();
    return new Result(
      operations,
      0,
      operations / (elapsed / NANOS),
      nanos.getValueAtPercentile(50) / NANOS_PER_MILLI,
      nanos.getValueAtPercentile(99) / NANOS_PER_MILLI,
      nanos.getValueAtPercentile(99.9) / NANOS_PER_MILLI
    );
  }

  /** {@return the same with a number of failures} */
  public Result withFailures(long failures) {
    return new Result(operations, failures, perSecond, p50, p99, p999);
  }
}
