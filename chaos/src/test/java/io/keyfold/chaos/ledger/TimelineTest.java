package io.keyfold.chaos.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimelineTest {

  private final Timeline timeline = new Timeline();

  @Test
  void theLongestGapIsThatOfTheStreamThatStoodStillLongest() {
    for (long second = 0; second <= 10; second++) {
      timeline.success("steady", seconds(second));
    }
    timeline.success("stuck", seconds(2));
    timeline.success("stuck", seconds(9));

    Timeline.Gap gap = timeline.longest(0, seconds(10));

    assertThat(gap.length()).isEqualTo(Duration.ofSeconds(7));
    assertThat(gap.to()).isEqualTo(seconds(9));
  }

  @Test
  void aStreamThatNeverComesBackIsCountedToTheEnd() {
    timeline.success("gone", seconds(1));

    assertThat(timeline.longest(0, seconds(10)).length()).isEqualTo(Duration.ofSeconds(9));
  }

  private static long seconds(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
