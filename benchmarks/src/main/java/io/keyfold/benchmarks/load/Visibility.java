package io.keyfold.benchmarks.load;

import io.keyfold.benchmarks.report.Result;
import org.HdrHistogram.Histogram;

/** How long each act took from its answer until something was known of it. Confined to one thread. */
final class Visibility {

  private final Histogram nanos = Result.histogram();
  private final ResponseTimes answers;
  private int visible;

  Visibility(ResponseTimes answers) {
    this.answers = answers;
  }

  /**
   * So many acts are known of, which are as many as the first ones.
   *
   * @param nowMicros when that was learnt
   */
  void upTo(long acts, long nowMicros) {
    long known = Math.min(acts, answers.answered());
    while (visible < known) {
      nanos.recordValue(Math.max(0, nowMicros - answers.at(visible)) * 1_000);
      visible++;
    }
  }

  /**
   * All acts that began before a time are known of. An act began before it was answered.
   *
   * @param nowMicros when that was learnt
   */
  void until(long micros, long nowMicros) {
    int acts = visible;
    while (acts < answers.answered() && answers.at(acts) <= micros) {
      acts++;
    }
    upTo(acts, nowMicros);
  }

  /** {@return whether every act is known of} */
  boolean done() {
    return visible == answers.acts();
  }

  /**
   * {@return how long it took}
   *
   * @param took how long the whole took, in nanoseconds
   */
  Result result(long took) {
    return Result.of(nanos, took);
  }
}
