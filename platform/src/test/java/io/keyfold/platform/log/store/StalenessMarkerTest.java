package io.keyfold.platform.log.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 4: what was erased is not kept by an instance that was away for longer than the log tells of it. */
class StalenessMarkerTest {

  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  @TempDir
  private Path folder = Path.of(".");

  @Test
  void storesOfWhichNothingIsKnownMayKeepWhatWasErased() {
    assertThat(StalenessMarker.in(folder).isTooLong(NOW)).isTrue();
  }

  @Test
  void storesThatCaughtUpWhileErasuresAreToldMissedNothing() {
    StalenessMarker.in(folder).caughtUp(NOW.minus(StalenessMarker.LONGEST).plusMillis(1));

    assertThat(StalenessMarker.in(folder).isTooLong(NOW)).isFalse();
  }

  @Test
  void storesThatStoodStillForLongerMayKeepWhatWasErased() {
    StalenessMarker.in(folder).caughtUp(NOW.minus(StalenessMarker.LONGEST));

    assertThat(StalenessMarker.in(folder).isTooLong(NOW)).isTrue();
  }

  @Test
  void aFileThatTellsNothingIsNotTrusted() throws Exception {
    Files.writeString(folder.resolve("caught-up-at"), "yesterday\n");

    assertThat(StalenessMarker.in(folder).isTooLong(NOW)).isTrue();
  }

  @Test
  void aFileThatIsDamagedIsNotTrusted() throws Exception {
    Files.write(folder.resolve("caught-up-at"), new byte[] { (byte) 0xff, (byte) 0xfe, 0 });
    assertThat(StalenessMarker.in(folder).isTooLong(NOW)).isTrue();

    Files.write(folder.resolve("caught-up-at"), new byte[0]);
    assertThat(StalenessMarker.in(folder).isTooLong(NOW)).isTrue();
  }
}
