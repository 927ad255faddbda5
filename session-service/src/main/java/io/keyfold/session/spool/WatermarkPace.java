package io.keyfold.session.spool;

/**
 * Decides when a spool publishes its watermark: after an interval if it sent records since the last one, else after a
 * longer interval, since each watermark is a Kafka transaction. After failures the pause doubles. Times are nanoseconds
 * of a monotonic clock, since wall clocks can jump. Not thread-safe.
 */
final class WatermarkPace {

  private final long interval;
  private final long idleInterval;
  private final long longestPause;
  private long lastTried;
  private long pause;
  /** Consecutive failures. */
  private int failures;

  /**
   * Creates a pace whose first watermark is due immediately.
   *
   * @param now the current time
   */
  WatermarkPace(SpoolSettings settings, long now) {
    this.interval = settings.watermarkInterval().toNanos();
    this.idleInterval = Math.max(interval, settings.idleInterval().toNanos());
    // An attempt may take the send timeout, so attempts take at most a third of the time.
    this.longestPause = Math.max(interval, settings.sendTimeout().toNanos() * 2);
    this.lastTried = now;
  }

  /** {@return whether a watermark is due} */
  boolean due(long now) {
    return now - lastTried >= pause;
  }

  /** Records were sent, so the next watermark is due after the short interval. */
  void sent() {
    if (failures == 0) {
      pause = Math.min(pause, interval);
    }
  }

  /** The watermark was published. */
  void published(long now) {
    failures = 0;
    lastTried = now;
    pause = idleInterval;
  }

  /** {@return number of consecutive failures, including this one} */
  int failed(long now) {
    failures++;
    lastTried = now;
    pause = Math.min(longestPause, interval << Math.min(failures, 16));
    return failures;
  }
}
