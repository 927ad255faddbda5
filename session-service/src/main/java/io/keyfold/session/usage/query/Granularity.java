package io.keyfold.session.usage.query;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Length of the buckets in a usage response. Hours and days are in UTC. */
enum Granularity {
  QUARTER("15m", Duration.ofMinutes(15)),
  HOUR("hour", Duration.ofHours(1)),
  DAY("day", Duration.ofDays(1)),
  /** One bucket for the whole time range. */
  TOTAL("total", Duration.ZERO);

  private final String wire;
  private final Duration length;

  Granularity(String wire, Duration length) {
    this.wire = wire;
    this.length = length;
  }

  static List<String> wires() {
    return Arrays.stream(values()).map(Granularity::wire).toList();
  }

  static Granularity ofWire(String wire) {
    return Arrays.stream(values())
      .filter(one -> one.wire.equals(wire))
      .findFirst()
      .orElseThrow(() -> new IllegalArgumentException("unknown granularity " + wire));
  }

  String wire() {
    return wire;
  }

  /** {@return the start of the bucket that contains the time; for {@link #TOTAL} the start of the range} */
  Instant floor(Instant time, Instant from) {
    if (this == TOTAL) {
      return from;
    }
    long seconds = length.toSeconds();
    Instant floor = Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
    return floor.isBefore(from) ? from : floor;
  }

  /** {@return the end of the bucket that starts at the time, which may be truncated at its start} */
  Instant end(Instant start, Instant to) {
    if (this == TOTAL) {
      return to;
    }
    long seconds = length.toSeconds();
    Instant end = Instant.ofEpochSecond((Math.floorDiv(start.getEpochSecond(), seconds) + 1) * seconds);
    return end.isAfter(to) ? to : end;
  }
}
