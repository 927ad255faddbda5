package io.keyfold.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.benchmarks.report.CpuTime;
import io.keyfold.benchmarks.report.Goal;
import io.keyfold.benchmarks.report.Result;
import io.keyfold.benchmarks.report.Row;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  @Test
  void resolveHasARatioGoalAndAtSixteenConnectionsALatencyGoal() {
    assertThat(Comparison.resolveGoals(row(1, 600, 99), row(1, 1_000, 1)))
      .extracting(Goal::met)
      .containsExactly(true);
    assertThat(Comparison.resolveGoals(row(16, 599, 16), row(16, 1_000, 1)))
      .extracting(Goal::met)
      .containsExactly(false, false);
  }

  @Test
  void createHasAMedianGoalAtOneConnectionAndARateGoalAtSixtyFour() {
    assertThat(Comparison.createGoals(row(1, 100, 10), row(1, 200, 5)))
      .extracting(Goal::met)
      .containsExactly(true);
    assertThat(Comparison.createGoals(row(16, 100, 10), row(16, 200, 5))).isEmpty();
    assertThat(Comparison.createGoals(row(64, 2_499, 10), row(64, 9_000, 5)))
      .extracting(Goal::met)
      .containsExactly(false);
  }

  private static Row row(int connections, double perSecond, double millis) {
    return Row.of("operation", connections, new Result(1_000, 0, perSecond, millis, millis, millis), new CpuTime(1, 1));
  }
}
