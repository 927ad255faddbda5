package io.keyfold.chaos.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UsageBookTest {

  @Test
  void aTotalLiesBetweenWhatWasAnsweredAndWhatMayHaveHappened() {
    UsageBook book = new UsageBook();
    book.done("calls", "a");
    book.done("calls", "b");
    book.unknown("calls", "c");

    UsageBook.Bounds bounds = book.bounds().getOrDefault("calls", new UsageBook.Bounds(0, 0));

    assertThat(bounds).isEqualTo(new UsageBook.Bounds(2, 3));
    assertThat(bounds.admit(1)).isFalse();
    assertThat(bounds.admit(2)).isTrue();
    assertThat(bounds.admit(3)).isTrue();
    assertThat(bounds.admit(4)).isFalse();
  }
}
