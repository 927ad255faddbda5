package io.keyfold.platform.log.view;

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
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Measures again and again how far the views are behind the log, and knows by that whether the log answers this instance. Thread-safe.
 */
final class ViewLags {

  private static final Logger LOG = LoggerFactory.getLogger(ViewLags.class);

  private final Collection<StoreView> views;
  private final ViewWaits waiting;
  private final Settings settings;
  private final Clock clock;
  /** From {@link #start} on it is waited for. */
  private volatile long heardAt;

  /**
   * How it is measured.
   *
   * @param interval how often
   * @param patience how long the log may leave the instance without an answer before that counts as cut off
   */
  record Settings(Duration interval, Duration patience) {}

  /**
   * Over the views.
   *
   * @param waiting how the log is asked
   * @param metrics the monotonic time of its clock is used: clocks of machines jump
   */
  ViewLags(Collection<StoreView> views, ViewWaits waiting, Settings settings, MeterRegistry metrics) {
    this.views = List.copyOf(views);
    this.waiting = waiting;
    this.settings = settings;
    this.clock = metrics.config().clock();
    this.heardAt = clock.monotonicTime();
    Gauge.builder("keyfold.log.silence.milliseconds", this, lags -> lags.silence().toMillis())
      .description("How long ago the log last told where all that is read here ends")
      .register(metrics);
  }

  /** Measures until it is disposed of. */
  Disposable start() {
    heardAt = clock.monotonicTime();
    return Flux.interval(settings.interval())
      .onBackpressureDrop()
      .concatMap(tick -> measure())
      .subscribe();
  }

  /** Measures once. Never errors. */
  Mono<Void> measure() {
    return Mono.defer(() -> {
      Map<StoreView, Map<TopicPartition, Long>> folded = new HashMap<>();
      views.forEach(view -> folded.put(view, view.folded()));
      // One question for all views: asked one by one, they would cost the brokers a question each.
      return ends(folded.values())
        .doOnNext(ends -> measured(folded, ends))
        .then();
    });
  }

  private Mono<Map<TopicPartition, Long>> ends(Collection<Map<TopicPartition, Long>> folded) {
    Set<TopicPartition> partitions = new HashSet<>();
    folded.forEach(some -> partitions.addAll(some.keySet()));
    return waiting
      .ends()
      .told(partitions)
      .timeout(waiting.bound())
      .doOnError(error ->
        LOG.atWarn().addKeyValue("error", error.toString()).log("the log could not be asked where it ends")
      )
      .onErrorReturn(Map.of());
  }

  private void measured(Map<StoreView, Map<TopicPartition, Long>> folded, Map<TopicPartition, Long> ends) {
    boolean all = true;
    for (var view : folded.entrySet()) {
      all &= view.getKey().lag().measure(view.getValue(), ends);
    }
    // Some do not suffice: who is cut off from one broker alone misses what that one leads.
    if (all) {
      heardAt = clock.monotonicTime();
    }
  }

  /**
   * {@return whether the log has told within the patience how far it goes, of all that is read here} An instance that it has not told
   * may be behind without end, and what it does not know yet it cannot answer.
   */
  boolean inContact() {
    return silence().compareTo(settings.patience()) <= 0;
  }

  private Duration silence() {
    return Duration.ofNanos(clock.monotonicTime() - heardAt);
  }
}
