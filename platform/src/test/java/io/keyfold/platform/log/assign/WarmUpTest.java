package io.keyfold.platform.log.assign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WarmUpTest {

  private static final Instant STARTED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void lastsTheMinimumAfterAFastStart() {
    assertThat(warmUpAfter(Duration.ofSeconds(20))).isEqualTo(MINUTE);
  }

  /** A start that takes longer than the minimum means that code stays cold for longer as well. */
  @Test
  void lastsAsLongAsASlowStart() {
    assertThat(warmUpAfter(Duration.ofSeconds(150))).isEqualTo(Duration.ofSeconds(150));
  }

  @Test
  void isNeverLongerThanTheMaximum() {
    assertThat(warmUpAfter(Duration.ofHours(1))).isEqualTo(Duration.ofMinutes(WarmUp.MAX_MINUTES));
  }

  @Test
  void isDisabledByZero() {
    Instant now = STARTED.plusSeconds(20);
    assertThat(WarmUp.warmAt(STARTED, now, Duration.ZERO)).isEqualTo(now);
  }

  private static Duration warmUpAfter(Duration start) {
    Instant now = STARTED.plus(start);
    return Duration.between(now, WarmUp.warmAt(STARTED, now, MINUTE));
  }
}
