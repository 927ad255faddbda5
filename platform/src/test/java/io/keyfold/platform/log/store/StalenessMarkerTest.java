package io.keyfold.platform.log.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 4: an instance that was offline for longer than tombstones are kept does not retain erased data. */
@Tag("promise-7")
class StalenessMarkerTest {

  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  @TempDir
  private Path folder = Path.of(".");

  @Test
  void storesWithoutAMarkerAreStale() {
    assertThat(StalenessMarker.in(folder).isStale(NOW)).isTrue();
  }

  @Test
  void storesWithinTheMaximumAgeAreNotStale() {
    StalenessMarker.in(folder).caughtUp(NOW.minus(StalenessMarker.MAX_AGE).plusMillis(1));

    assertThat(StalenessMarker.in(folder).isStale(NOW)).isFalse();
  }

  @Test
  void storesBeyondTheMaximumAgeAreStale() {
    StalenessMarker.in(folder).caughtUp(NOW.minus(StalenessMarker.MAX_AGE));

    assertThat(StalenessMarker.in(folder).isStale(NOW)).isTrue();
  }

  @Test
  void anUnparsableMarkerIsStale() throws Exception {
    Files.writeString(folder.resolve("caught-up-at"), "yesterday\n");

    assertThat(StalenessMarker.in(folder).isStale(NOW)).isTrue();
  }

  @Test
  void aDamagedMarkerIsStale() throws Exception {
    Files.write(folder.resolve("caught-up-at"), new byte[] { (byte) 0xff, (byte) 0xfe, 0 });
    assertThat(StalenessMarker.in(folder).isStale(NOW)).isTrue();

    Files.write(folder.resolve("caught-up-at"), new byte[0]);
    assertThat(StalenessMarker.in(folder).isStale(NOW)).isTrue();
  }
}
