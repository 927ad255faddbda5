package io.keyfold.ledger.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("promise-6")
class PlannerTest {

  private static final Instant FIRST = Instant.parse("2026-11-21T00:00:00Z");
  private static final Instant UNTIL = Instant.parse("2026-11-23T00:00:00Z");

  @Test
  void aDayIsArchivedOnceItIsComplete() {
    assertThat(Planner.midnight(Instant.parse("2026-11-22T23:59:59.999Z"))).isEqualTo("2026-11-22T00:00:00Z");
    assertThat(Planner.midnight(UNTIL)).isEqualTo(UNTIL);
    assertThat(Planner.before(FIRST, FIRST, files())).isEmpty();
    assertThat(Planner.before(UNTIL, FIRST, files())).isEmpty();
  }

  @Test
  void aStepTakesAllCompleteDays() {
    assertThat(Planner.before(null, UNTIL, files(5, 5, 5))).contains(UNTIL);
    assertThat(Planner.before(FIRST, UNTIL, files())).contains(UNTIL);
  }

  @Test
  void aStepWithManyFilesTakesFewerDays() {
    assertThat(Planner.before(null, UNTIL, files(6_000, 3_000, 3_000))).contains(day(2));
    assertThat(Planner.before(null, UNTIL, files(60_000, 3_000))).contains(day(1));
  }

  @Test
  void aStepNeverGoesBack() {
    assertThat(Planner.before(FIRST, UNTIL, files(60_000, 3_000))).contains(Instant.parse("2026-11-22T00:00:00Z"));
  }

  private static SortedMap<LocalDate, Long> files(long... counts) {
    SortedMap<LocalDate, Long> files = new TreeMap<>();
    for (int i = 0; i < counts.length; i++) {
      files.put(LocalDate.parse("2026-11-01").plusDays(i), counts[i]);
    }
    return files;
  }

  private static Instant day(int index) {
    return Instant.parse("2026-11-01T00:00:00Z").plusSeconds(index * 86_400L);
  }
}
