package io.keyfold.ledger.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SlicesTest {

  private static final Slice DAY = Slices.day(Dataset.USAGE, "tnt_a", LocalDate.parse("2026-11-22"), 100);

  @Test
  void aLargeDayIsDividedAtQuartersOfAnHour() {
    TreeMap<Instant, Long> quarters = new TreeMap<>();
    quarters.put(at("10:00"), 30L);
    quarters.put(at("10:15"), 20L);
    quarters.put(at("11:00"), 70L);
    quarters.put(at("23:45"), 1L);

    List<Slice> parts = Slices.parts(DAY, quarters, 50);

    assertThat(parts).extracting(Slice::rows).containsExactly(50L, 70L, 1L);
    assertThat(parts).extracting(Slice::part).containsExactly(0, 1, 2);
    assertThat(parts).extracting(Slice::from).containsExactly(at("00:00"), at("11:00"), at("23:45"));
    assertThat(parts).extracting(Slice::to).containsExactly(at("11:00"), at("23:45"), DAY.to());
  }

  @Test
  @Tag("promise-5")
  void anIdCannotLeaveItsFolder() {
    assertThat(ArchiveFormat.path(12, DAY)).isEqualTo("usage/tenant=tnt_a/date=2026-11-22/00000012-00.parquet");
    Slice hostile = Slices.day(Dataset.USAGE, "../tnt%2F/é", DAY.date(), 1);
    assertThat(ArchiveFormat.path(1, hostile)).startsWith("usage/tenant=%2E%2E%2Ftnt%252F%2F%C3%A9/date=");
  }

  private static Instant at(String time) {
    return Instant.parse("2026-11-22T" + time + ":00Z");
  }
}
