package io.keyfold.platform.log.view;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Measures again and again how far the views are behind the log, and knows by that whether the log answers this instance. Thread-safe.
 */
final class ViewLags {

  private final Collection<StoreView> views;
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
   * @param metrics the monotonic time of its clock is used: clocks of machines jump
   */
  ViewLags(Collection<StoreView> views, Settings settings, MeterRegistry metrics) {
    this.views = List.copyOf(views);
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
    // All at once: those that come while the first asks share the next question.
    return Flux.fromIterable(views)
      .flatMap(view -> view.measureLag().materialize())
      .reduce(true, (all, signal) -> all && !signal.isOnError())
      .doOnNext(this::heard)
      .then();
  }

  private void heard(boolean all) {
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
