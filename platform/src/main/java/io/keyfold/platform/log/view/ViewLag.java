package io.keyfold.platform.log.view;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import reactor.core.publisher.Mono;

/**
 * How far a view is behind the log: as {@code keyfold.view.lag.records}, and as {@code keyfold.view.lag.milliseconds} since it was
 * last seen at the log's end, 0 while it is there. The log is asked, not the view's own consumer: a view that stands still, and a
 * log that does not answer, show as a lag that grows. Thread-safe.
 */
final class ViewLag {

  private final InstantSource clock;
  private volatile long records;
  private volatile boolean atEnd;
  private volatile Instant lastAtEnd;

  ViewLag(String view, InstantSource clock, MeterRegistry metrics) {
    this.clock = clock;
    this.lastAtEnd = clock.instant();
    Gauge.builder("keyfold.view.lag.records", this, lag -> lag.records)
      .description("Records on the log that the view has not folded yet, when last asked")
      .tag("view", view)
      .register(metrics);
    Gauge.builder("keyfold.view.lag.milliseconds", this, ViewLag::milliseconds)
      .description("How long ago the view was last seen at the end of the log; 0 while it is there")
      .tag("view", view)
      .register(metrics);
  }

  /**
   * Asks once.
   *
   * @param ends the log's ends
   * @param positions how far the view is; asked before the ends, so that a lag is never told too small
   */
  Mono<Void> measure(Mono<Map<TopicPartition, Long>> ends, Map<TopicPartition, Long> positions) {
    return ends
      .doOnNext(now -> passed(now, positions))
      .doOnError(error -> atEnd = false)
      .then();
  }

  private void passed(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> positions) {
    long behind = 0;
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      behind += Math.max(0, end.getValue() - positions.getOrDefault(end.getKey(), 0L));
    }
    records = behind;
    atEnd = behind == 0 && !ends.isEmpty();
    if (atEnd) {
      lastAtEnd = clock.instant();
    }
  }

  private double milliseconds() {
    return atEnd ? 0 : Duration.between(lastAtEnd, clock.instant()).toMillis();
  }
}
