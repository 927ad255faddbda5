package io.keyfold.platform.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that tests advance manually. */
public final class MovableClock extends Clock {

  private final AtomicReference<Instant> now;

  /** Creates a clock at the given time. */
  public MovableClock(Instant start) {
    now = new AtomicReference<>(start);
  }

  /** Advances the clock. */
  public void advance(Duration by) {
    now.updateAndGet(time -> time.plus(by));
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("this clock is always UTC");
  }
}
