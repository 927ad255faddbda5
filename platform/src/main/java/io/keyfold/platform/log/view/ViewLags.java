package io.keyfold.platform.log.view;

import io.keyfold.platform.thread.PeriodicTask;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Periodically measures the lag of all views, and derives from it whether the log answers this instance. Thread-safe.
 */
final class ViewLags {

  private static final Logger LOG = LoggerFactory.getLogger(ViewLags.class);

  private final Collection<FoldedTopic> views;
  private final ViewWaits waitSettings;
  private final Settings settings;
  private final MeterRegistry meters;
  private final Clock clock;
  /** Monotonic time of the last complete answer, initially of {@link #start}. */
  private volatile long answeredAt;

  /**
   * Settings of the measurement.
   *
   * @param interval time between measurements
   * @param contactTimeout time without a complete answer after which the instance counts as cut off
   */
  record Settings(Duration interval, Duration contactTimeout) {}

  /**
   * Creates a measurement of the views.
   *
   * @param waitSettings how end offsets are fetched
   * @param metrics its clock provides monotonic time, since wall clocks can jump
   */
  ViewLags(Collection<FoldedTopic> views, ViewWaits waitSettings, Settings settings, MeterRegistry metrics) {
    this.views = List.copyOf(views);
    this.waitSettings = waitSettings;
    this.settings = settings;
    this.meters = metrics;
    this.clock = metrics.config().clock();
    this.answeredAt = clock.monotonicTime();
    Gauge.builder("keyfold.log.silence.milliseconds", this, lags -> lags.silence().toMillis())
      .description("Time since the log last returned all end offsets that this instance needs")
      .register(metrics);
  }

  /** Starts to measure periodically until disposed. */
  Disposable start() {
    answeredAt = clock.monotonicTime();
    return PeriodicTask.start("keyfold-view-lag", settings.interval(), meters, measure());
  }

  /** Measures once. Never errors. */
  Mono<Void> measure() {
    return Mono.defer(() -> {
      Map<FoldedTopic, Map<TopicPartition, Long>> folded = new HashMap<>();
      views.forEach(view -> folded.put(view, view.positions()));
      // One request for all views, to save the brokers' work.
      return endOffsets(folded.values())
        .doOnNext(endOffsets -> update(folded, endOffsets))
        .then();
    });
  }

  private Mono<Map<TopicPartition, Long>> endOffsets(Collection<Map<TopicPartition, Long>> folded) {
    Set<TopicPartition> partitions = new HashSet<>();
    folded.forEach(map -> partitions.addAll(map.keySet()));
    return waitSettings
      .endOffsets()
      .fetchOnce(partitions)
      .timeout(waitSettings.timeout())
      .doOnError(error ->
        LOG.atWarn().addKeyValue("error", error.toString()).log("fetching the log's end offsets failed")
      )
      .onErrorReturn(Map.of());
  }

  private void update(Map<FoldedTopic, Map<TopicPartition, Long>> folded, Map<TopicPartition, Long> endOffsets) {
    boolean all = true;
    for (var view : folded.entrySet()) {
      all &= view.getKey().lag().measure(view.getValue(), endOffsets);
    }
    // All are required: an instance that cannot reach one broker misses the partitions of that broker.
    if (all) {
      answeredAt = clock.monotonicTime();
    }
  }

  /**
   * {@return whether the log returned all end offsets within the contact timeout} Otherwise the instance's lag is
   * unknown and unbounded.
   */
  boolean inContact() {
    return silence().compareTo(settings.contactTimeout()) <= 0;
  }

  private Duration silence() {
    return Duration.ofNanos(clock.monotonicTime() - answeredAt);
  }
}
