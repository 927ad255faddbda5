package io.keyfold.platform.log.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("promise-7")
class ViewFormatVersionTest {

  @TempDir
  private Path folder = Path.of(".");

  @Test
  void storesOfTheSameReleaseAreReused() {
    started("a").markIncomplete();

    assertThat(ViewFormatVersion.in(folder, 1, "a").isOutdated()).isFalse();
  }

  @Test
  void aNewerReleaseRebuildsIncompleteStores() {
    started("a").markIncomplete();

    assertThat(ViewFormatVersion.in(folder, 1, "b").isOutdated()).isTrue();
  }

  @Test
  void aNewerReleaseReusesCompleteStores() {
    started("a");

    assertThat(ViewFormatVersion.in(folder, 1, "b").isOutdated()).isFalse();
  }

  @Test
  void aRestartKeepsTheIncompleteMark() {
    started("a").markIncomplete();
    started("a");

    assertThat(ViewFormatVersion.in(folder, 1, "b").isOutdated()).isTrue();
  }

  @Test
  void aNewFoldVersionRebuilds() {
    started("a");

    assertThat(ViewFormatVersion.in(folder, 2, "a").isOutdated()).isTrue();
  }

  @Test
  void rebuiltStoresAreComplete() {
    started("a").markIncomplete();
    ViewFormatVersion.in(folder, 1, "b").markComplete();

    assertThat(ViewFormatVersion.in(folder, 1, "c").isOutdated()).isFalse();
  }

  private ViewFormatVersion started(String schemas) {
    ViewFormatVersion version = ViewFormatVersion.in(folder, 1, schemas);
    version.resume();
    return version;
  }
}
