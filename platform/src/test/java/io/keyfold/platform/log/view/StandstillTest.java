package io.keyfold.platform.log.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 4: what was erased is not kept by an instance that was away for longer than the log tells of it. */
class StandstillTest {

  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  @TempDir
  private Path folder = Path.of(".");

  @Test
  void storesThatAreNewMissedNothing() {
    assertThat(Standstill.in(folder).isTooLong(NOW)).isFalse();
  }

  @Test
  void storesThatCaughtUpWhileErasuresAreToldMissedNothing() {
    Standstill.in(folder).caughtUp(NOW.minus(Standstill.LONGEST).plusMillis(1));

    assertThat(Standstill.in(folder).isTooLong(NOW)).isFalse();
  }

  @Test
  void storesThatStoodStillForLongerMayKeepWhatWasErased() {
    Standstill.in(folder).caughtUp(NOW.minus(Standstill.LONGEST));

    assertThat(Standstill.in(folder).isTooLong(NOW)).isTrue();
  }

  @Test
  void aFileThatTellsNothingIsNotTrusted() throws Exception {
    Files.writeString(folder.resolve("caught-up-at"), "yesterday\n");

    assertThat(Standstill.in(folder).isTooLong(NOW)).isTrue();
  }
}
