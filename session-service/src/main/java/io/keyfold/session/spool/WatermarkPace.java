package io.keyfold.session.spool;

/**
 * When a spool is to tell how far it is: an interval after it told last, if it sent records since, and a longer one if it did not, since each
 * word is a transaction of the log's. After failures the pause doubles. Times are those of a monotonic clock, in nanoseconds: clocks of
 * machines jump. For one thread.
 */
final class WatermarkPace {

  private final long interval;
  private final long idleInterval;
  private final long longestPause;
  private long lastTried;
  private long pause;
  /** How often in a row it failed. */
  private int failures;

  /**
   * A pace at which the first word is due at once.
   *
   * @param now the time
   */
  WatermarkPace(SpoolSettings settings, long now) {
    this.interval = settings.watermarkInterval().toNanos();
    this.idleInterval = Math.max(interval, settings.idleInterval().toNanos());
    // One try may take the send timeout: a third of the time is lost to tries at most.
    this.longestPause = Math.max(interval, settings.sendTimeout().toNanos() * 2);
    this.lastTried = now;
  }

  /** {@return whether it is time to tell} */
  boolean due(long now) {
    return now - lastTried >= pause;
  }

  /** Records were sent: others wait to hear that they are on the log. */
  void sent() {
    if (failures == 0) {
      pause = Math.min(pause, interval);
    }
  }

  /** It was told. */
  void told(long now) {
    failures = 0;
    lastTried = now;
    pause = idleInterval;
  }

  /** {@return how often in a row it could not be told, this time included} */
  int failed(long now) {
    failures++;
    lastTried = now;
    pause = Math.min(longestPause, interval << Math.min(failures, 16));
    return failures;
  }
}
