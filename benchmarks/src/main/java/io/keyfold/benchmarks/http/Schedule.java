package io.keyfold.benchmarks.http;

/**
 * The send times of an open-loop load.
 *
 * @param perSecond requests per second
 * @param requests total number of requests
 */
record Schedule(double perSecond, long requests) {
  /** Validates the parameters. */
  Schedule {
    if (!(perSecond > 0) || requests < 1) {
      throw new IllegalArgumentException("the rate must be positive and the number of requests at least 1");
    }
  }

  /** {@return the send time of a request, in nanoseconds from the start} */
  long dueAt(long request) {
    return (long) ((request * 1e9) / perSecond);
  }

  /** {@return the number of requests due by a time in nanoseconds from the start} */
  long dueBy(long nanos) {
    return nanos < 0 ? 0 : Math.min(requests, (long) ((nanos * perSecond) / 1e9) + 1);
  }
}
