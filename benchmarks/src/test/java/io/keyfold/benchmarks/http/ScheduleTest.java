package io.keyfold.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static final long SECOND = 1_000_000_000L;

  private final Schedule schedule = new Schedule(1_000, 3_000);

  @Test
  void requestsAreEvenlySpacedFromTheStart() {
    assertThat(schedule.dueAt(0)).isZero();
    assertThat(schedule.dueAt(1_500)).isEqualTo((SECOND * 3) / 2);
    assertThat(schedule.dueBy(0)).isEqualTo(1);
    assertThat(schedule.dueBy(SECOND)).isEqualTo(1_001);
  }

  @Test
  void dueRequestsNeverExceedTheTotal() {
    assertThat(schedule.dueBy(SECOND * 100)).isEqualTo(3_000);
    assertThat(schedule.dueBy(-1)).isZero();
  }

  @Test
  void aRequestIsDueByItsSendTime() {
    for (long request = 0; request < 3_000; request++) {
      assertThat(schedule.dueBy(schedule.dueAt(request) + 1)).isEqualTo(request + 1);
    }
  }
}
