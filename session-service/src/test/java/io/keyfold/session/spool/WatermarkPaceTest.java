package io.keyfold.session.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WatermarkPaceTest {

  /** Whose idle interval is four times the other. */
  private static final SpoolSettings SETTINGS = Spools.settings(Path.of("spool"));
  private static final long INTERVAL = SETTINGS.watermarkInterval().toNanos();
  private static final long IDLE = SETTINGS.idleInterval().toNanos();
  /** Of a monotonic clock, which may begin anywhere and pass the largest number. */
  private static final long START = Long.MAX_VALUE - IDLE / 2;

  private final WatermarkPace pace = new WatermarkPace(SETTINGS, START);

  @Test
  void theFirstWordIsDueAtOnce() {
    assertThat(pace.due(START)).isTrue();
  }

  @Test
  void aSpoolThatSendsNothingTellsSeldom() {
    pace.told(START);

    assertThat(pace.due(START + INTERVAL)).isFalse();
    assertThat(pace.due(START + IDLE - 1)).isFalse();
    assertThat(pace.due(START + IDLE)).isTrue();
  }

  @Test
  void oneThatSentTellsAnIntervalAfterItToldLast() {
    pace.told(START);
    pace.sent();

    assertThat(pace.due(START + INTERVAL - 1)).isFalse();
    assertThat(pace.due(START + INTERVAL)).isTrue();
  }

  @Test
  void whatIsSentAfterALongPauseIsToldAtOnce() {
    pace.told(START);
    assertThat(pace.due(START + INTERVAL * 3)).isFalse();
    pace.sent();

    assertThat(pace.due(START + INTERVAL * 3)).isTrue();
  }

  @Test
  void failuresMakeThePauseLongerAndSendingDoesNotMakeItShorter() {
    assertThat(pace.failed(START)).isEqualTo(1);
    pace.sent();

    assertThat(pace.due(START + INTERVAL)).isFalse();
    assertThat(pace.due(START + 2 * INTERVAL)).isTrue();

    assertThat(pace.failed(START)).isEqualTo(2);
    assertThat(pace.due(START + 4 * INTERVAL - 1)).isFalse();
    assertThat(pace.due(START + 4 * INTERVAL)).isTrue();
  }

  @Test
  void noPauseIsLongerThanTwoSendTimeouts() {
    for (int i = 0; i < 100; i++) {
      pace.failed(START);
    }

    assertThat(pace.due(START + SETTINGS.sendTimeout().toNanos() * 2)).isTrue();
  }

  @Test
  void onceItIsToldFailuresAreForgotten() {
    pace.failed(START);
    pace.failed(START);
    pace.told(START);
    pace.sent();

    assertThat(pace.due(START + INTERVAL)).isTrue();
    assertThat(pace.failed(START)).isEqualTo(1);
  }
}
