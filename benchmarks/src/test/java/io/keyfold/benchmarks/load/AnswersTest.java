package io.keyfold.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.benchmarks.report.Result;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class AnswersTest {

  private final Histogram nanos = Result.histogram();
  private final Answers answers = new Answers(3, nanos);

  @Test
  void anActIsVisibleOnceUsageIsCompleteUntilItsAnswer() {
    answers.add(1_000);
    answers.add(2_000);

    answers.completeUntil(999, 5_000);
    assertThat(nanos.getTotalCount()).isZero();

    answers.completeUntil(1_000, 6_000);
    assertThat(nanos.getTotalCount()).isEqualTo(1);
    assertThat(nanos.valuesAreEquivalent(nanos.getMaxValue(), 5_000_000)).isTrue();
    assertThat(answers.done()).isFalse();
  }

  @Test
  void eachActIsCountedOnce() {
    answers.add(1_000);
    answers.add(2_000);
    answers.add(3_000);

    answers.completeUntil(2_500, 3_000);
    answers.completeUntil(9_000, 9_000);
    answers.completeUntil(9_500, 9_500);

    assertThat(nanos.getTotalCount()).isEqualTo(3);
    assertThat(answers.done()).isTrue();
  }
}
