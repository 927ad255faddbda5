package io.keyfold.ledger.budgets;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.schema.BudgetPeriod;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {

  @ParameterizedTest
  @CsvSource({
    "DAY,Asia/Kathmandu,2026-11-22T18:14:59Z,2026-11-21T18:15:00Z,2026-11-22T18:15:00Z",
    "DAY,Asia/Kathmandu,2026-11-22T18:15:00Z,2026-11-22T18:15:00Z,2026-11-23T18:15:00Z",
    "DAY,+05:45,2026-11-22T18:15:00Z,2026-11-22T18:15:00Z,2026-11-23T18:15:00Z",
    // 23 and 25 hours.
    "DAY,Europe/Berlin,2026-03-29T12:00:00Z,2026-03-28T23:00:00Z,2026-03-29T22:00:00Z",
    "DAY,Europe/Berlin,2026-10-25T12:00:00Z,2026-10-24T22:00:00Z,2026-10-25T23:00:00Z",
    // The day begins at 1 o'clock, because midnight does not exist.
    "DAY,America/Havana,2026-03-08T12:00:00Z,2026-03-08T05:00:00Z,2026-03-09T04:00:00Z",
    // The clock changes by half an hour.
    "DAY,Australia/Lord_Howe,2026-04-04T20:00:00Z,2026-04-04T13:00:00Z,2026-04-05T13:30:00Z",
    "WEEK,UTC,2026-11-22T23:59:59Z,2026-11-16T00:00:00Z,2026-11-23T00:00:00Z",
    "WEEK,UTC,2026-11-23T00:00:00Z,2026-11-23T00:00:00Z,2026-11-30T00:00:00Z",
    "WEEK,America/New_York,2026-03-08T12:00:00Z,2026-03-02T05:00:00Z,2026-03-09T04:00:00Z",
    "MONTH,UTC,2028-02-29T12:00:00Z,2028-02-01T00:00:00Z,2028-03-01T00:00:00Z",
    "MONTH,Europe/Berlin,2026-12-31T23:30:00Z,2026-12-31T23:00:00Z,2027-01-31T23:00:00Z",
    "MONTH,America/New_York,2026-11-01T04:00:00Z,2026-11-01T04:00:00Z,2026-12-01T05:00:00Z",
  })
  void aPeriodBeginsAtMidnightOfItsZone(BudgetPeriod period, String zone, Instant at, Instant start, Instant end) {
    assertThat(Interval.of(period, ZoneId.of(zone), at)).isEqualTo(new Interval(start, end));
  }
}
