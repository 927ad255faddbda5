package io.keyfold.platform.thread;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Runs short background work on Reactor's parallel scheduler. Such work has no thread of its own. */
public final class PeriodicTask {

  private PeriodicTask() {}

  /**
   * Runs the task periodically until disposed. Runs do not overlap; a tick during a run is dropped. A failure is logged
   * and counted in {@code keyfold.threads.failures}, and the next run takes place. A plain {@link Flux#interval} would
   * stop.
   *
   * @param name name in metrics and logs
   * @param interval time between the starts of two runs, and before the first one
   * @param task the work; must not block
   */
  public static Disposable start(String name, Duration interval, MeterRegistry meters, Mono<?> task) {
    FailureReports reports = FailureReports.of(name, meters);
    return Flux.interval(interval)
      .onBackpressureDrop()
      .concatMap(tick -> task.then().doOnError(reports::failed).onErrorComplete())
      .subscribe();
  }
}
