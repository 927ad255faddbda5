package io.keyfold.platform.log.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ViewLagTest {

  private static final TopicPartition FIRST = new TopicPartition("t", 0);
  private static final TopicPartition SECOND = new TopicPartition("t", 1);

  private final MeterRegistry metrics = new SimpleMeterRegistry();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final ViewLag lag = new ViewLag("v", now::get, metrics);

  @Test
  void reportsUnfoldedRecordsOfAllPartitions() {
    measure(Map.of(FIRST, 10L, SECOND, 7L), Map.of(FIRST, 4L, SECOND, 7L));
    assertThat(gauge("records")).isEqualTo(6);
  }

  @Test
  void reportsTheTimeSinceTheViewWasAtTheEndOffset() {
    measure(Map.of(FIRST, 10L), Map.of(FIRST, 10L));
    advance(1000);
    assertThat(gauge("milliseconds")).isZero();
    measure(Map.of(FIRST, 11L), Map.of(FIRST, 10L));
    advance(500);
    assertThat(gauge("milliseconds")).isEqualTo(1500);
    measure(Map.of(FIRST, 11L), Map.of(FIRST, 11L));
    assertThat(gauge("milliseconds")).isZero();
  }

  @Test
  @Tag("promise-6")
  void anUnreachableLogShowsAsGrowingLag() {
    measure(Map.of(FIRST, 10L), Map.of(FIRST, 10L));
    assertThat(lag.measure(Map.of(FIRST, 10L), Map.of())).isFalse();
    advance(3000);
    assertThat(gauge("milliseconds")).isEqualTo(3000);
  }

  private void measure(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> folded) {
    assertThat(lag.measure(folded, ends)).isTrue();
  }

  private void advance(long milliseconds) {
    now.updateAndGet(time -> time.plusMillis(milliseconds));
  }

  private double gauge(String unit) {
    return metrics
      .get("keyfold.view.lag." + unit)
      .tag("view", "v")
      .gauge()
      .value();
  }
}
