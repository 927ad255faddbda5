package io.keyfold.benchmarks.load;

import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;

/** When each act was answered, and how long it took from there until it was known to be in the totals. */
final class Answers {

  private final long[] answeredMicros;
  private final AtomicInteger answered = new AtomicInteger();
  private final Histogram nanos;
  private int visible;

  /** Room for so many acts. */
  Answers(int acts, Histogram nanos) {
    this.answeredMicros = new long[acts];
    this.nanos = nanos;
  }

  /** An act was answered. Called by one thread, with times that rise. */
  void add(long micros) {
    answeredMicros[answered.get()] = micros;
    // Makes the time visible to the thread that reads.
    answered.incrementAndGet();
  }

  /**
   * All acts that began before a time are in. An act began before it was answered. Called by one thread.
   *
   * @param untilMicros that time
   * @param nowMicros when that was learnt
   */
  void completeUntil(long untilMicros, long nowMicros) {
    int known = answered.get();
    while (visible < known && answeredMicros[visible] <= untilMicros) {
      nanos.recordValue((nowMicros - answeredMicros[visible]) * 1_000);
      visible++;
    }
  }

  /** {@return whether every act is visible} */
  boolean done() {
    return visible == answeredMicros.length;
  }
}
