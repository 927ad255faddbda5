package io.keyfold.platform.log.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewOriginTest {

  @TempDir
  private Path folder = Path.of(".");

  @Test
  void storesThatTheSameReleaseFoldedAreUsedAgain() {
    started("a").partial();

    assertThat(ViewOrigin.in(folder, 1, "a").isOutdated()).isFalse();
  }

  @Test
  void aReleaseThatUnderstandsMoreRebuildsWhatWasFoldedInPart() {
    started("a").partial();

    assertThat(ViewOrigin.in(folder, 1, "b").isOutdated()).isTrue();
  }

  @Test
  void aReleaseThatUnderstandsMoreUsesWhatWasFoldedAsAWhole() {
    started("a");

    assertThat(ViewOrigin.in(folder, 1, "b").isOutdated()).isFalse();
  }

  @Test
  void anotherStartOfTheOldReleaseDoesNotForgetWhatItDidNotUnderstand() {
    started("a").partial();
    started("a");

    assertThat(ViewOrigin.in(folder, 1, "b").isOutdated()).isTrue();
  }

  @Test
  void aReleaseWhoseFoldsMakeSomethingElseOfTheSameEventsRebuilds() {
    started("a");

    assertThat(ViewOrigin.in(folder, 2, "a").isOutdated()).isTrue();
  }

  @Test
  void whatWasRebuiltIsWhole() {
    started("a").partial();
    ViewOrigin.in(folder, 1, "b").renew();

    assertThat(ViewOrigin.in(folder, 1, "c").isOutdated()).isFalse();
  }

  private ViewOrigin started(String schemas) {
    ViewOrigin origin = ViewOrigin.in(folder, 1, schemas);
    origin.resume();
    return origin;
  }
}
