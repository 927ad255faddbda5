package io.keyfold.chaos.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimelineTest {

  private final Timeline timeline = new Timeline();

  @Test
  void theLongestGapIsThatOfTheStreamThatStalledLongest() {
    for (long second = 0; second <= 10; second++) {
      succeeds("steady", second);
    }
    succeeds("stuck", 2);
    timeline.success("stuck", seconds(1), seconds(9));

    Timeline.Gap gap = timeline.longest(0, seconds(10));

    assertThat(gap.length()).isEqualTo(Duration.ofSeconds(7));
    assertThat(gap.to()).isEqualTo(seconds(9));
  }

  @Test
  void aGapWithoutRecoveryExtendsToTheEnd() {
    succeeds("gone", 1);
    timeline.failure("gone", seconds(2), seconds(12));

    assertThat(timeline.longest(0, seconds(10)).length()).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void aStreamThatNeverSucceedsHasAGap() {
    timeline.failure("hopeless", seconds(3), seconds(4));

    assertThat(timeline.longest(0, seconds(10)).length()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void aRecoveryAfterTheEndCountsToTheEnd() {
    succeeds("late", 1);
    timeline.success("late", seconds(4), seconds(13));

    assertThat(timeline.longest(0, seconds(10)).length()).isEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void aStreamIdleAtTheEndHasNoGap() {
    timeline.success("resting", seconds(1), seconds(2));
    timeline.success("resting", seconds(11), seconds(12));

    assertThat(timeline.longest(0, seconds(10)).length()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aStreamWithoutPendingRequestsHasNoGap() {
    timeline.success("idle", seconds(0), seconds(1));
    timeline.success("idle", seconds(8), seconds(9));
    timeline.success("idle", seconds(7), seconds(10));

    assertThat(timeline.longest(0, seconds(10)).length()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void aStreamThatFailsFastHasAGap() {
    timeline.success("refusing", seconds(0), seconds(1));
    for (long second = 2; second <= 8; second++) {
      timeline.failure("refusing", seconds(second), seconds(second));
    }
    timeline.success("refusing", seconds(9), seconds(9));

    assertThat(timeline.longest(0, seconds(10)).length()).isEqualTo(Duration.ofSeconds(7));
  }

  private void succeeds(String stream, long second) {
    timeline.success(stream, 0, seconds(second));
  }

  private static long seconds(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
