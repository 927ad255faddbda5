package io.keyfold.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class VisibilityTest {

  private static final long SECOND = 1_000_000_000L;

  private final ResponseTimes responses = new ResponseTimes(3);
  private final Visibility visibility = new Visibility(responses);

  @Test
  void aRequestIsVisibleOnceUsageIsCompleteUntilItsResponse() {
    responses.add(1_000);
    responses.add(2_000);

    visibility.completeUntil(999, 5_000);
    assertThat(visibility.result(SECOND).operations()).isZero();

    visibility.completeUntil(1_000, 6_000);
    assertThat(visibility.result(SECOND).operations()).isEqualTo(1);
    assertThat(visibility.result(SECOND).p99()).isCloseTo(5, within(0.01));
    assertThat(visibility.allVisible()).isFalse();
  }

  @Test
  void theCountedNumberIsVisibleButNoRequestBeforeItsResponse() {
    responses.add(1_000);

    visibility.counted(2, 3_000);
    assertThat(visibility.result(SECOND).operations()).isEqualTo(1);

    responses.add(4_000);
    visibility.counted(2, 5_000);
    assertThat(visibility.result(SECOND).operations()).isEqualTo(2);
  }

  @Test
  void eachRequestIsMarkedVisibleOnce() {
    responses.add(1_000);
    responses.add(2_000);
    responses.add(3_000);

    visibility.completeUntil(2_500, 3_000);
    visibility.completeUntil(9_000, 9_000);
    visibility.counted(3, 9_500);

    assertThat(visibility.result(SECOND).operations()).isEqualTo(3);
    assertThat(visibility.allVisible()).isTrue();
  }
}
