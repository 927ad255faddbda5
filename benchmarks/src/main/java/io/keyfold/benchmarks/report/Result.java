package io.keyfold.benchmarks.report;

import org.HdrHistogram.Histogram;

/**
 * What was measured.
 *
 * @param acts how many acts had their answer
 * @param refused how many more had none; what follows is without them
 * @param perSecond acts per second
 * @param p50 milliseconds, as the caller saw them
 * @param p99 milliseconds
 * @param p999 milliseconds
 */
public record Result(long acts, long refused, double perSecond, double p50, double p99, double p999) {
  private static final double NANOS = 1e9;
  private static final double NANOS_PER_MILLI = 1e6;

  /** {@return an empty histogram for durations in nanoseconds, three digits exact} */
  public static Histogram histogram() {
    return new Histogram(3);
  }

  /**
   * {@return the result of these acts}
   *
   * @param nanos how long each took
   * @param took how long all took together, in nanoseconds
   */
  public static Result of(Histogram nanos, long took) {
    long acts = nanos.getTotalCount();
    return new Result(
      acts,
      0,
      acts / (took / NANOS),
      nanos.getValueAtPercentile(50) / NANOS_PER_MILLI,
      nanos.getValueAtPercentile(99) / NANOS_PER_MILLI,
      nanos.getValueAtPercentile(99.9) / NANOS_PER_MILLI
    );
  }

  /** {@return the same with so many refusals} */
  public Result with(long refusals) {
    return new Result(acts, refusals, perSecond, p50, p99, p999);
  }
}
