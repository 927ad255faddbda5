package io.keyfold.platform.log.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewFormatVersionTest {

  @TempDir
  private Path folder = Path.of(".");

  @Test
  void storesThatTheSameReleaseFoldedAreUsedAgain() {
    started("a").partial();

    assertThat(ViewFormatVersion.in(folder, 1, "a").isOutdated()).isFalse();
  }

  @Test
  void aReleaseThatUnderstandsMoreRebuildsWhatWasFoldedInPart() {
    started("a").partial();

    assertThat(ViewFormatVersion.in(folder, 1, "b").isOutdated()).isTrue();
  }

  @Test
  void aReleaseThatUnderstandsMoreUsesWhatWasFoldedAsAWhole() {
    started("a");

    assertThat(ViewFormatVersion.in(folder, 1, "b").isOutdated()).isFalse();
  }

  @Test
  void anotherStartOfTheOldReleaseDoesNotForgetWhatItDidNotUnderstand() {
    started("a").partial();
    started("a");

    assertThat(ViewFormatVersion.in(folder, 1, "b").isOutdated()).isTrue();
  }

  @Test
  void aReleaseWhoseFoldsMakeSomethingElseOfTheSameEventsRebuilds() {
    started("a");

    assertThat(ViewFormatVersion.in(folder, 2, "a").isOutdated()).isTrue();
  }

  @Test
  void whatWasRebuiltIsWhole() {
    started("a").partial();
    ViewFormatVersion.in(folder, 1, "b").renew();

    assertThat(ViewFormatVersion.in(folder, 1, "c").isOutdated()).isFalse();
  }

  private ViewFormatVersion started(String schemas) {
    ViewFormatVersion origin = ViewFormatVersion.in(folder, 1, schemas);
    origin.resume();
    return origin;
  }
}
