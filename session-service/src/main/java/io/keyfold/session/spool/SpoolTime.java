package io.keyfold.session.spool;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Converts times to the log's precision, microseconds. */
final class SpoolTime {

  private SpoolTime() {}

  /** {@return microseconds since 1970, rounded down} */
  static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  /** {@return the time for microseconds since 1970} */
  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** {@return the later of the two times} */
  static Instant latest(Instant time, long micros) {
    Instant other = instant(micros);
    return time.isAfter(other) ? time : other;
  }
}
