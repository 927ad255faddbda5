package io.keyfold.ledger.usage;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.Arrays;
import java.util.List;

/** Length of the buckets in a usage response. Hours, days and months are those of a time zone. */
public enum Granularity {
  /** 15 minutes. */
  QUARTER("15m"),
  /** An hour. */
  HOUR("hour"),
  /** A day. */
  DAY("day"),
  /** A month. */
  MONTH("month"),
  /** One bucket for the whole time range. */
  TOTAL("total");

  private static final Duration QUARTER_LENGTH = Duration.ofMinutes(15);

  private final String wire;

  Granularity(String wire) {
    this.wire = wire;
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

  /** {@return the name in requests and responses} */
  public String wire() {
    return wire;
  }

  /**
   * {@return the end of the bucket that contains the time}
   *
   * @param to end of the time range
   */
  Instant end(Instant time, ZoneId zone, Instant to) {
    ZonedDateTime local = time.atZone(zone);
    Instant end = switch (this) {
      case QUARTER -> time.plus(QUARTER_LENGTH);
      case HOUR -> hourEnd(local);
      case DAY -> local.toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
      case MONTH -> local.toLocalDate().withDayOfMonth(1).plusMonths(1).atStartOfDay(zone).toInstant();
      case TOTAL -> to;
    };
    return end.isBefore(to) ? end : to;
  }

  /** An hour ends early where the clock changes within it. An hour that is repeated is two buckets. */
  private static Instant hourEnd(ZonedDateTime local) {
    Instant end = local.toLocalDateTime().truncatedTo(ChronoUnit.HOURS).plusHours(1).toInstant(local.getOffset());
    ZoneOffsetTransition change = local.getZone().getRules().nextTransition(local.toInstant());
    return change != null && change.getInstant().isBefore(end) ? change.getInstant() : end;
  }
}
