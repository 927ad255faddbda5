package io.keyfold.platform.log.wiring;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.event.EventListener;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Runs the start tasks, one after the other, each until it succeeds: at first the views are still catching up and the decide
 * task has no partitions yet. The service is ready when all are done.
 */
public final class StartTasks implements HealthIndicator, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StartTasks.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final List<StartTask> tasks;
  private final Set<String> open;
  private final Disposable.Swap running = Disposables.swap();

  /** Has the tasks to do. */
  public StartTasks(List<StartTask> tasks) {
    this.tasks = List.copyOf(tasks);
    this.open = tasks.stream().map(StartTask::name).collect(Collectors.toCollection(ConcurrentHashMap::newKeySet));
  }

  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    running.update(Flux.fromIterable(tasks).concatMap(StartTasks::untilDone).doOnNext(open::remove).subscribe());
  }

  private static Mono<String> untilDone(StartTask task) {
    return Mono.defer(task.work())
      .retryWhen(
        Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
          .maxBackoff(LONGEST_PAUSE)
          .doBeforeRetry(signal ->
            LOG.atInfo()
              .addKeyValue("task", task.name())
              .addKeyValue("error", signal.failure().toString())
              .log("start task is tried again")
          )
      )
      .thenReturn(task.name());
  }

  @Override
  public Health health() {
    return open.isEmpty() ? Health.up().build() : Health.outOfService().withDetail("open", List.copyOf(open)).build();
  }

  @Override
  public void close() {
    running.dispose();
  }
}
