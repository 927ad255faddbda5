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
 * Measures the lag of a view: {@code keyfold.view.lag.records}, and {@code keyfold.view.lag.milliseconds} since the
 * view was last at the log's end offset, 0 while it is there. End offsets come from the brokers, not from the view's
 * consumer, so a stopped view and an unreachable log both show as growing lag. Thread-safe.
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
      .description("Records on the log that the view had not folded at the last measurement")
      .tag("view", view)
      .register(metrics);
    Gauge.builder("keyfold.view.lag.milliseconds", this, ViewLag::milliseconds)
      .description("Time since the view was last at the log's end offset; 0 while it is there")
      .tag("view", view)
      .register(metrics);
  }

  /**
   * Updates the lag. {@return whether the end offsets of all partitions of the view are known}
   *
   * @param folded the view's positions, read before the end offsets, so that the lag is never reported too low
   * @param endOffsets end offsets of these partitions, and possibly of others
   */
  boolean measure(Map<TopicPartition, Long> folded, Map<TopicPartition, Long> endOffsets) {
    boolean complete = endOffsets.keySet().containsAll(folded.keySet());
    if (complete) {
      records = lag(folded, endOffsets);
    }
    atEnd = complete && records == 0 && !folded.isEmpty();
    if (atEnd) {
      lastAtEnd = clock.instant();
    }
    return complete;
  }

  private static long lag(Map<TopicPartition, Long> folded, Map<TopicPartition, Long> endOffsets) {
    return folded
      .entrySet()
      .stream()
      .mapToLong(position ->
        Math.max(0, Objects.requireNonNull(endOffsets.get(position.getKey())) - position.getValue())
      )
      .sum();
  }

  private double milliseconds() {
    return atEnd ? 0 : Duration.between(lastAtEnd, clock.instant()).toMillis();
  }
}
