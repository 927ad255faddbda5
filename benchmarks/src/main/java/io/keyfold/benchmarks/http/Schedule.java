package io.keyfold.benchmarks.http;

/**
 * When the acts of a steady stream are due.
 *
 * @param perSecond how many a second
 * @param acts how many in all
 */
record Schedule(double perSecond, long acts) {
  /** Refuses what is no stream. */
  Schedule {
    if (!(perSecond > 0) || acts < 1) {
      throw new IllegalArgumentException("a stream has a rate and at least one act");
    }
  }

  /** {@return when an act is due, in nanoseconds from the begin} */
  long dueAt(long act) {
    return (long) ((act * 1e9) / perSecond);
  }

  /** {@return how many acts are due so many nanoseconds after the begin} */
  long dueBy(long nanos) {
    return nanos < 0 ? 0 : Math.min(acts, (long) ((nanos * perSecond) / 1e9) + 1);
  }
}
