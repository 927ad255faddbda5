package io.keyfold.ledger.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("promise-6")
class BucketsTest {

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2026-03-29, 23",
    "Europe/Berlin, 2026-10-25, 25",
    "America/New_York, 2026-03-08, 23",
    "America/New_York, 2026-11-01, 25",
    "Australia/Lord_Howe, 2026-04-05, 24.5",
    "Australia/Lord_Howe, 2026-10-04, 23.5",
    "Asia/Kathmandu, 2026-03-29, 24",
    "+05:45, 2026-10-25, 24",
  })
  void aDayIsAsLongAsInItsZone(String zoneName, LocalDate date, double hours) {
    ZoneId zone = ZoneId.of(zoneName);
    Instant from = date.atStartOfDay(zone).toInstant();
    Instant to = date.plusDays(2).atStartOfDay(zone).toInstant();

    Buckets days = Buckets.of(Granularity.DAY, zone, from, to);

    assertThat(days.starts()).containsExactly(from, date.plusDays(1).atStartOfDay(zone).toInstant());
    assertThat(Duration.between(days.start(0), days.end(0)).toMinutes()).isEqualTo(Math.round(hours * 60));
  }

  @Test
  void anHourThatIsRepeatedIsTwoBuckets() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    Instant from = Instant.parse("2026-10-24T22:00:00Z");

    Buckets hours = Buckets.of(Granularity.HOUR, berlin, from, from.plus(Duration.ofHours(25)));

    assertThat(hours.starts()).hasSize(25);
    assertThat(
      hours
        .starts()
        .stream()
        .map(at -> at.atZone(berlin).getHour())
        .filter(hour -> hour == 2)
    ).hasSize(2);
  }

  @Test
  void hoursBeginOnTheHourOfTheZone() {
    ZoneId kathmandu = ZoneId.of("Asia/Kathmandu");
    Instant from = Instant.parse("2026-11-22T10:00:00Z");

    assertThat(Buckets.of(Granularity.HOUR, kathmandu, from, from.plus(Duration.ofHours(2))).starts()).containsExactly(
      from,
      Instant.parse("2026-11-22T10:15:00Z"),
      Instant.parse("2026-11-22T11:15:00Z")
    );
  }

  @ParameterizedTest
  @ValueSource(strings = { "UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia" })
  void monthsAreTheCalendarsMonths(String zoneName) {
    ZoneId zone = ZoneId.of(zoneName);
    LocalDate first = LocalDate.of(2025, 10, 1);
    List<Instant> expected = IntStream.range(0, 13)
      .mapToObj(i -> first.plusMonths(i).atStartOfDay(zone).toInstant())
      .toList();

    Buckets months = Buckets.of(
      Granularity.MONTH,
      zone,
      expected.getFirst(),
      first.plusMonths(13).atStartOfDay(zone).toInstant()
    );

    assertThat(months.starts()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
    strings = { "UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "-03:30" }
  )
  void bucketsCoverTheRangeAndConsistOfWholeBaseBuckets(String zoneName) {
    Instant from = Instant.parse("2026-01-01T00:15:00Z");
    Instant to = Instant.parse("2026-12-31T23:45:00Z");
    for (Granularity granularity : Granularity.values()) {
      Buckets buckets = Buckets.of(granularity, ZoneId.of(zoneName), from, to);

      assertThat(buckets.start(0)).isEqualTo(from);
      assertThat(buckets.end(buckets.starts().size() - 1)).isEqualTo(to);
      assertThat(buckets.starts())
        .isSorted()
        .doesNotHaveDuplicates()
        .allMatch(at -> Buckets.floor(at).equals(at));
    }
  }

  @Test
  void aPartialDayIsTruncated() {
    Instant from = Instant.parse("2026-11-22T10:00:00Z");
    Instant to = Instant.parse("2026-11-22T12:00:00Z");

    Buckets days = Buckets.of(Granularity.DAY, ZoneId.of("UTC"), from, to);

    assertThat(days).isEqualTo(new Buckets(List.of(from), to));
  }
}
