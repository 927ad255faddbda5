package io.keyfold.platform.log.view;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.topic.KeyPartitioner;
import io.keyfold.platform.topic.TopicSpec;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What a view has folded of its topic: positions, waits for the log's end offset, lag and age. The same for views in
 * global stores and for those with a store of their own ({@link ExternalView}). Thread-safe.
 */
public final class FoldedTopic {

  private static final Logger LOG = LoggerFactory.getLogger(FoldedTopic.class);

  private final String view;
  private final TopicSpec topic;
  private final PositionTracker tracker;
  private final ViewWaits waitSettings;
  private final InstantSource clock;
  private final Timer waits;
  private final Timer age;
  private final ViewLag lag;

  /**
   * Starts without positions.
   *
   * @param view name of the view in metrics
   */
  FoldedTopic(
    String view,
    TopicSpec topic,
    PositionTracker tracker,
    ViewWaits waitSettings,
    InstantSource clock,
    MeterRegistry metrics
  ) {
    this.view = view;
    this.topic = topic;
    this.tracker = tracker;
    this.waitSettings = waitSettings;
    this.clock = clock;
    this.waits = timer("keyfold.view.wait", view, metrics);
    // Age of a record when the view folds it; large while a view is rebuilt.
    this.age = timer("keyfold.view.age", view, metrics);
    this.lag = new ViewLag(view, clock, metrics);
  }

  private static Timer timer(String name, String view, MeterRegistry metrics) {
    return Timer.builder(name).tag("view", view).publishPercentileHistogram().register(metrics);
  }

  /** {@return the name of the view that folds it} */
  public String view() {
    return view;
  }

  /** {@return the folded topic} */
  public TopicSpec topic() {
    return topic;
  }

  /** {@return the number of partitions} Errors with {@code unavailable} while it is not known. */
  int partitions() {
    int count = tracker.partitionsOf(topic.name());
    if (count == 0) {
      throw catchingUp();
    }
    return count;
  }

  /** {@return the position in each partition} */
  Map<TopicPartition, Long> positions() {
    return tracker.positions(topic.name());
  }

  /** {@return the positions by number of partition} */
  public Map<Integer, Long> positionsByPartition() {
    Map<Integer, Long> positions = new HashMap<>();
    positions().forEach((partition, position) -> positions.put(partition.partition(), position));
    return positions;
  }

  ViewLag lag() {
    return lag;
  }

  /** Resets all positions, because the store is opened anew and may contain less. Pending waits continue. */
  public void restart() {
    tracker.restart();
  }

  /**
   * Reports that all records of the partition before the position are folded and visible to readers. The position is
   * the consumer's, not the last record's offset plus one, because transaction markers take offsets too.
   */
  public void advance(int partition, long position) {
    TopicPartition at = new TopicPartition(topic.name(), partition);
    tracker.track(at);
    tracker.advance(at, position);
  }

  /** Measures the age of a record that was just folded. */
  public void folded(long timestampMillis) {
    age.record(Duration.ofMillis(Math.max(0, clock.millis() - timestampMillis)));
  }

  /** Completes when the key's partition is folded up to the end offset at the time of the call; see {@code View}. */
  public Mono<Void> caughtUp(String recordKey) {
    // The key's partition depends on the number of partitions, which may not be known yet.
    return Mono.defer(() -> reachedEnd(Set.of(partitionOf(recordKey))));
  }

  /** Does the same for all partitions. */
  public Mono<Void> caughtUp() {
    return Mono.defer(() -> {
      Set<TopicPartition> partitions = positions().keySet();
      return partitions.isEmpty() ? Mono.error(catchingUp()) : reachedEnd(partitions);
    });
  }

  /**
   * {@return true when the partitions are folded up to these positions, with the same timeout and error; false if the log
   * does not have them}
   */
  public Mono<Boolean> reached(Map<Integer, Long> positions) {
    return Mono.defer(() -> {
      Map<TopicPartition, Long> targets = new HashMap<>();
      positions.forEach((partition, position) -> targets.put(new TopicPartition(topic.name(), partition), position));
      Map<TopicPartition, Long> folded = positions();
      if (folded.isEmpty()) {
        return Mono.error(catchingUp());
      }
      // Waiting for an unknown partition would start to track it.
      if (!folded.keySet().containsAll(targets.keySet())) {
        return Mono.just(false);
      }
      return within(targets, folded) ? Mono.just(true) : bounded(targets.keySet(), reachedOnLog(targets));
    });
  }

  private Mono<Boolean> reachedOnLog(Map<TopicPartition, Long> targets) {
    return waitSettings
      .endOffsets()
      .of(targets.keySet())
      .flatMap(ends -> within(targets, ends) ? folded(targets).thenReturn(true) : Mono.just(false));
  }

  private static boolean within(Map<TopicPartition, Long> targets, Map<TopicPartition, Long> bounds) {
    return targets
      .entrySet()
      .stream()
      .allMatch(target -> target.getValue() <= bounds.getOrDefault(target.getKey(), 0L));
  }

  private Mono<Void> reachedEnd(Set<TopicPartition> partitions) {
    return bounded(partitions, waitSettings.endOffsets().of(partitions).flatMap(this::folded));
  }

  private Mono<Void> folded(Map<TopicPartition, Long> targets) {
    return Flux.fromIterable(targets.entrySet())
      .flatMap(end -> tracker.reached(end.getKey(), end.getValue()), Integer.MAX_VALUE)
      .then();
  }

  private <T> Mono<T> bounded(Set<TopicPartition> partitions, Mono<T> wait) {
    return Mono.defer(() -> {
      Timer.Sample sample = Timer.start();
      return wait
        .publishOn(waitSettings.scheduler())
        .timeout(waitSettings.timeout())
        .onErrorMap(error -> timedOut(partitions, error))
        .doFinally(signal -> sample.stop(waits));
    });
  }

  private TopicPartition partitionOf(String recordKey) {
    return new TopicPartition(topic.name(), KeyPartitioner.partition(recordKey, partitions()));
  }

  /** {@return the 503 error of an instance whose views are not running} */
  static ApiException catchingUp() {
    return ApiException.of(ErrorCode.UNAVAILABLE, "This instance is catching up with the log; retry later");
  }

  private static ApiException timedOut(Set<TopicPartition> partitions, Throwable error) {
    LOG.atWarn()
      .addKeyValue("partitions", partitions)
      .addKeyValue("error", error.toString())
      .log("the view did not reach the log's end offset in time");
    return ApiException.of(
      ErrorCode.UNAVAILABLE,
      "This instance could not catch up with the log in time, so its answer might be outdated",
      "Retry the request"
    );
  }
}
