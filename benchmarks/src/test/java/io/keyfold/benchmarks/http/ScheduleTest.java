package io.keyfold.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static final long SECOND = 1_000_000_000L;

  private final Schedule schedule = new Schedule(1_000, 3_000);

  @Test
  void theFirstActIsDueAtOnceAndTheOthersEvenlyAfterIt() {
    assertThat(schedule.dueAt(0)).isZero();
    assertThat(schedule.dueAt(1_500)).isEqualTo((SECOND * 3) / 2);
    assertThat(schedule.dueBy(0)).isEqualTo(1);
    assertThat(schedule.dueBy(SECOND)).isEqualTo(1_001);
  }

  @Test
  void noMoreAreDueThanThereAre() {
    assertThat(schedule.dueBy(SECOND * 100)).isEqualTo(3_000);
    assertThat(schedule.dueBy(-1)).isZero();
  }

  @Test
  void whatIsDueByAnActsTimeIncludesIt() {
    for (long act = 0; act < 3_000; act++) {
      assertThat(schedule.dueBy(schedule.dueAt(act) + 1)).isEqualTo(act + 1);
    }
  }
}
