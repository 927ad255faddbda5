package io.keyfold.session.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WatermarkPaceTest {

  /** The idle interval is four times the watermark interval. */
  private static final SpoolSettings SETTINGS = Spools.settings(Path.of("spool"));
  private static final long INTERVAL = SETTINGS.watermarkInterval().toNanos();
  private static final long IDLE = SETTINGS.idleInterval().toNanos();
  /** The start of a monotonic clock is arbitrary and may overflow. */
  private static final long START = Long.MAX_VALUE - IDLE / 2;

  private final WatermarkPace pace = new WatermarkPace(SETTINGS, START);

  @Test
  void theFirstWatermarkIsDueImmediately() {
    assertThat(pace.due(START)).isTrue();
  }

  @Test
  void anIdleSpoolPublishesAtTheIdleInterval() {
    pace.published(START);

    assertThat(pace.due(START + INTERVAL)).isFalse();
    assertThat(pace.due(START + IDLE - 1)).isFalse();
    assertThat(pace.due(START + IDLE)).isTrue();
  }

  @Test
  void afterSendingTheNextWatermarkIsDueAfterTheInterval() {
    pace.published(START);
    pace.sent();

    assertThat(pace.due(START + INTERVAL - 1)).isFalse();
    assertThat(pace.due(START + INTERVAL)).isTrue();
  }

  @Test
  void afterALongPauseAWatermarkIsDueImmediatelyAfterSending() {
    pace.published(START);
    assertThat(pace.due(START + INTERVAL * 3)).isFalse();
    pace.sent();

    assertThat(pace.due(START + INTERVAL * 3)).isTrue();
  }

  @Test
  void failuresLengthenThePauseAndSendingDoesNotShortenIt() {
    assertThat(pace.failed(START)).isEqualTo(1);
    pace.sent();

    assertThat(pace.due(START + INTERVAL)).isFalse();
    assertThat(pace.due(START + 2 * INTERVAL)).isTrue();

    assertThat(pace.failed(START)).isEqualTo(2);
    assertThat(pace.due(START + 4 * INTERVAL - 1)).isFalse();
    assertThat(pace.due(START + 4 * INTERVAL)).isTrue();
  }

  @Test
  void thePauseIsAtMostTwoSendTimeouts() {
    for (int i = 0; i < 100; i++) {
      pace.failed(START);
    }

    assertThat(pace.due(START + SETTINGS.sendTimeout().toNanos() * 2)).isTrue();
  }

  @Test
  void aPublishedWatermarkResetsTheFailures() {
    pace.failed(START);
    pace.failed(START);
    pace.published(START);
    pace.sent();

    assertThat(pace.due(START + INTERVAL)).isTrue();
    assertThat(pace.failed(START)).isEqualTo(1);
  }
}
