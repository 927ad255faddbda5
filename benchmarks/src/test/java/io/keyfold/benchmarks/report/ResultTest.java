package io.keyfold.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class ResultTest {

  @Test
  void percentilesAreOfLatenciesAndThroughputIsOfTheWholeRun() {
    Histogram nanos = Result.histogram();
    for (int i = 1; i <= 1_000; i++) {
      nanos.recordValue(i * 1_000_000L);
    }

    Result result = Result.of(nanos, 2_000_000_000L);

    assertThat(result.operations()).isEqualTo(1_000);
    assertThat(result.perSecond()).isEqualTo(500);
    assertThat(result.p50()).isCloseTo(500, within(1.0));
    assertThat(result.p99()).isCloseTo(990, within(1.0));
    assertThat(result.p999()).isCloseTo(999, within(1.0));
  }

  @Test
  void aGoalShowsTheMeasuredValue() {
    assertThat(Goal.atLeast("ratio", 0.6, 0.72)).hasToString("ratio >= 0.60: 0.72 met");
    assertThat(Goal.atMost("p99 ms", 15, 20.5)).hasToString("p99 ms <= 15: 20.50 MISSED");
  }

  @Test
  void cpuTimeIsPerOperation() {
    CpuTime cpu = new CpuTime(2, 0.5);

    assertThat(cpu.serverMillisPer(1_000)).isEqualTo(2);
    assertThat(cpu.loadGeneratorMillisPer(1_000)).isEqualTo(0.5);
  }
}
