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
 * Runs the start tasks in order, each with retries until it succeeds: at first, views are catching up and the decide
 * task has no partitions. The service is ready when all tasks are done.
 */
public final class StartTasks implements HealthIndicator, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StartTasks.class);
  private static final Duration MIN_BACKOFF = Duration.ofMillis(50);
  private static final Duration MAX_BACKOFF = Duration.ofSeconds(2);

  private final List<StartTask> tasks;
  private final Set<String> pending;
  private final Disposable.Swap running = Disposables.swap();

  /** Creates a runner of the tasks. */
  public StartTasks(List<StartTask> tasks) {
    this.tasks = List.copyOf(tasks);
    this.pending = tasks.stream().map(StartTask::name).collect(Collectors.toCollection(ConcurrentHashMap::newKeySet));
  }

  @EventListener(ApplicationReadyEvent.class)
  void start() {
    running.update(
      Flux.fromIterable(tasks).concatMap(StartTasks::runUntilSuccess).doOnNext(pending::remove).subscribe()
    );
  }

  private static Mono<String> runUntilSuccess(StartTask task) {
    return Mono.defer(task.work())
      .retryWhen(
        Retry.backoff(Long.MAX_VALUE, MIN_BACKOFF)
          .maxBackoff(MAX_BACKOFF)
          .doBeforeRetry(signal ->
            LOG.atInfo()
              .addKeyValue("task", task.name())
              .addKeyValue("error", signal.failure().toString())
              .log("start task failed; retrying")
          )
      )
      .thenReturn(task.name());
  }

  @Override
  public Health health() {
    return pending.isEmpty()
      ? Health.up().build()
      : Health.outOfService().withDetail("open", List.copyOf(pending)).build();
  }

  @Override
  public void close() {
    running.dispose();
  }
}
