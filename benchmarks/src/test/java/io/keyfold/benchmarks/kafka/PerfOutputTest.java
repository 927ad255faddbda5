package io.keyfold.benchmarks.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.benchmarks.report.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

class PerfOutputTest {

  @Test
  void theProducerTotalIsTheLastLine() {
    Result result = PerfOutput.ofProducer(
      List.of(
        "3001 records sent, 600.2 records/sec (0.29 MB/sec), 5.0 ms avg latency, 90.0 ms max latency.",
        "10000 records sent, 52356.0 records/sec (25.57 MB/sec), 31.27 ms avg latency, 190.00 ms max latency, " +
          "27 ms 50th, 83 ms 95th, 96 ms 99th, 98 ms 99.9th."
      )
    );

    assertThat(result).isEqualTo(new Result(10_000, 0, 52_356, 27, 96, 98));
  }

  @Test
  void consumerFiguresAreFoundByColumnName() {
    Result result = PerfOutput.ofConsumer(
      List.of(
        "start.time, end.time, data.consumed.in.MB, MB.sec, data.consumed.in.nMsg, nMsg.sec, rebalance.time.ms, " +
          "fetch.time.ms, fetch.MB.sec, fetch.nMsg.sec",
        "2026-11-22 10:00:00:000, 2026-11-22 10:00:04:000, 4.8828, 1.2, 10000, 2500.0, 3500, 500, 9.7656, 20000.0000"
      )
    );

    assertThat(result.operations()).isEqualTo(10_000);
    assertThat(result.perSecond()).isEqualTo(20_000);
    assertThat(result.p99()).isNaN();
  }

  @Test
  void outputWithoutFiguresIsRejected() {
    assertThatThrownBy(() -> PerfOutput.ofProducer(List.of("no broker"))).hasMessageContaining("no broker");
    assertThatThrownBy(() -> PerfOutput.ofConsumer(List.of("no broker"))).hasMessageContaining("no broker");
  }
}
