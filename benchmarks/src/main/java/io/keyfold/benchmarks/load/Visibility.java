package io.keyfold.benchmarks.load;

import io.keyfold.benchmarks.report.Result;
import org.HdrHistogram.Histogram;

/** Measures the time from each response until its usage is visible. Confined to one thread. */
final class Visibility {

  private final Histogram nanos = Result.histogram();
  private final ResponseTimes responses;
  private int visible;

  Visibility(ResponseTimes responses) {
    this.responses = responses;
  }

  /**
   * Marks the first requests visible, up to a count.
   *
   * @param nowMicros when usage was read
   */
  void counted(long count, long nowMicros) {
    long known = Math.min(count, responses.received());
    while (visible < known) {
      nanos.recordValue(Math.max(0, nowMicros - responses.at(visible)) * 1_000);
      visible++;
    }
  }

  /**
   * Marks all requests visible whose response is not later than a time.
   *
   * @param nowMicros when usage was read
   */
  void completeUntil(long micros, long nowMicros) {
    int count = visible;
    while (count < responses.received() && responses.at(count) <= micros) {
      count++;
    }
    counted(count, nowMicros);
  }

  /** {@return whether all expected requests are visible} */
  boolean allVisible() {
    return visible == responses.expected();
  }

  /**
   * {@return the measured delays}
   *
   * @param elapsed duration of the measurement, in nanoseconds
   */
  Result result(long elapsed) {
    return Result.of(nanos, elapsed);
  }
}
