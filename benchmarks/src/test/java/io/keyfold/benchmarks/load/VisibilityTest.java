package io.keyfold.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class VisibilityTest {

  private static final long SECOND = 1_000_000_000L;

  private final ResponseTimes answers = new ResponseTimes(3);
  private final Visibility visibility = new Visibility(answers);

  @Test
  void anActIsKnownOnceUsageIsCompleteUntilItsAnswer() {
    answers.add(1_000);
    answers.add(2_000);

    visibility.until(999, 5_000);
    assertThat(visibility.result(SECOND).acts()).isZero();

    visibility.until(1_000, 6_000);
    assertThat(visibility.result(SECOND).acts()).isEqualTo(1);
    assertThat(visibility.result(SECOND).p99()).isCloseTo(5, within(0.01));
    assertThat(visibility.done()).isFalse();
  }

  @Test
  void asManyAsAreCountedAreKnownButNoneBeforeItWasAnswered() {
    answers.add(1_000);

    visibility.upTo(2, 3_000);
    assertThat(visibility.result(SECOND).acts()).isEqualTo(1);

    answers.add(4_000);
    visibility.upTo(2, 5_000);
    assertThat(visibility.result(SECOND).acts()).isEqualTo(2);
  }

  @Test
  void eachActIsKnownOnce() {
    answers.add(1_000);
    answers.add(2_000);
    answers.add(3_000);

    visibility.until(2_500, 3_000);
    visibility.until(9_000, 9_000);
    visibility.upTo(3, 9_500);

    assertThat(visibility.result(SECOND).acts()).isEqualTo(3);
    assertThat(visibility.done()).isTrue();
  }
}
