package io.keyfold.platform.log.view;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;

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
   * Takes what the log has told. {@return whether that is all that the view reads}
   *
   * @param folded how far the view was, asked before the ends, so that a lag is never told too small
   * @param ends ends of these partitions, and maybe of others
   */
  boolean measure(Map<TopicPartition, Long> folded, Map<TopicPartition, Long> ends) {
    boolean told = ends.keySet().containsAll(folded.keySet());
    if (told) {
      records = behind(folded, ends);
    }
    atEnd = told && records == 0 && !folded.isEmpty();
    if (atEnd) {
      lastAtEnd = clock.instant();
    }
    return told;
  }

  private static long behind(Map<TopicPartition, Long> folded, Map<TopicPartition, Long> ends) {
    return folded
      .entrySet()
      .stream()
      .mapToLong(at -> Math.max(0, Objects.requireNonNull(ends.get(at.getKey())) - at.getValue()))
      .sum();
  }

  private double milliseconds() {
    return atEnd ? 0 : Duration.between(lastAtEnd, clock.instant()).toMillis();
  }
}
