package io.keyfold.ledger.budgets;

import io.keyfold.schema.BudgetPeriod;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;

/**
 * One period of a budget. It begins and ends at midnight of the budget's time zone, so its length varies where clocks
 * change.
 *
 * @param start when it begins
 * @param end when it ends and the next one begins
 */
public record Interval(Instant start, Instant end) {
  /**
   * {@return the period that contains the time}
   *
   * @throws IllegalArgumentException if the kind of period is of a newer release
   */
  public static Interval of(BudgetPeriod period, ZoneId zone, Instant at) {
    LocalDate day = at.atZone(zone).toLocalDate();
    LocalDate first = switch (period) {
      case DAY -> day;
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> day.withDayOfMonth(1);
      case UNKNOWN -> throw new IllegalArgumentException("a period of a newer release");
    };
    LocalDate next = switch (period) {
      case WEEK -> first.plusWeeks(1);
      case MONTH -> first.plusMonths(1);
      case DAY, UNKNOWN -> first.plusDays(1);
    };
    return new Interval(first.atStartOfDay(zone).toInstant(), next.atStartOfDay(zone).toInstant());
  }
}
