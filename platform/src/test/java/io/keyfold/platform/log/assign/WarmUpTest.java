package io.keyfold.platform.log.assign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WarmUpTest {

  private static final Instant BEGUN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void isOverAsLongAfterItJoinedAsItIsToWait() {
    assertThat(over(Duration.ofSeconds(20))).isEqualTo(MINUTE);
  }

  /** On an overloaded machine one that took 150 s to start was taken for warm when it joined, and its tasks stood still for 28 s. */
  @Test
  void takesAsLongAsTheStartWhereThatWasLonger() {
    assertThat(over(Duration.ofSeconds(150))).isEqualTo(Duration.ofSeconds(150));
  }

  @Test
  void isNeverLongerThanTheOthersBelieve() {
    assertThat(over(Duration.ofHours(1))).isEqualTo(Duration.ofMinutes(WarmUp.LONGEST_MINUTES));
  }

  @Test
  void isNotThereIfItIsNotWanted() {
    Instant now = BEGUN.plusSeconds(20);
    assertThat(WarmUp.over(BEGUN, now, Duration.ZERO)).isEqualTo(now);
  }

  private static Duration over(Duration start) {
    Instant now = BEGUN.plus(start);
    return Duration.between(now, WarmUp.over(BEGUN, now, MINUTE));
  }
}
