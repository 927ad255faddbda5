package io.keyfold.benchmarks.load;

import java.util.concurrent.atomic.AtomicInteger;

/** The response times of requests, in order. One thread adds, another one reads. */
final class ResponseTimes {

  private final long[] times;
  private final AtomicInteger received = new AtomicInteger();

  /** Allocates room for the expected number of responses. */
  ResponseTimes(int expected) {
    this.times = new long[expected];
  }

  /** Adds the time of the next response, which must not be earlier than the previous one. */
  void add(long micros) {
    times[received.get()] = micros;
    // Publishes the array write to the reading thread.
    received.incrementAndGet();
  }

  /** {@return the expected number of responses} */
  int expected() {
    return times.length;
  }

  /** {@return the number of responses so far} */
  int received() {
    return received.get();
  }

  /** {@return the time of a response, in microseconds since the epoch} */
  long at(int index) {
    return times[index];
  }
}
