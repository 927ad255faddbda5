package io.keyfold.chaos.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("promise-6")
class UsageTallyTest {

  @Test
  void theBoundsAreTheSuccessesAndThesePlusTheUnknown() {
    UsageTally tally = new UsageTally();
    tally.succeeded("calls", "a");
    tally.succeeded("calls", "b");
    tally.unknown("calls", "c");

    UsageTally.Bounds bounds = tally.bounds().getOrDefault("calls", new UsageTally.Bounds(0, 0));

    assertThat(bounds).isEqualTo(new UsageTally.Bounds(2, 3));
    assertThat(bounds.contains(1)).isFalse();
    assertThat(bounds.contains(2)).isTrue();
    assertThat(bounds.contains(3)).isTrue();
    assertThat(bounds.contains(4)).isFalse();
  }
}
