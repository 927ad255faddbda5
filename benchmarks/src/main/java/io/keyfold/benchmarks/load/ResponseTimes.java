package io.keyfold.benchmarks.load;

import java.util.concurrent.atomic.AtomicInteger;

/** When each act was answered, in order. One thread adds, another one reads. */
final class ResponseTimes {

  private final long[] answeredMicros;
  private final AtomicInteger answered = new AtomicInteger();

  /** Room for so many acts. */
  ResponseTimes(int acts) {
    this.answeredMicros = new long[acts];
  }

  /** An act was answered, not before the one before it. */
  void add(long micros) {
    answeredMicros[answered.get()] = micros;
    // Makes the time visible to the thread that reads.
    answered.incrementAndGet();
  }

  /** {@return how many acts there will have been} */
  int acts() {
    return answeredMicros.length;
  }

  /** {@return how many acts were answered so far} */
  int answered() {
    return answered.get();
  }

  /** {@return when an act was answered} */
  long at(int act) {
    return answeredMicros[act];
  }
}
