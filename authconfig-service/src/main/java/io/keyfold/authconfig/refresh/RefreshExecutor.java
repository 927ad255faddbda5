package io.keyfold.authconfig.refresh;

import io.keyfold.authconfig.commands.FinishRefresh;
import io.keyfold.authconfig.grants.Lease;
import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.append.ResultLog;
import io.keyfold.schema.RefreshResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Executes the open refreshes of the partitions that this instance owns: one provider call each, off the stream thread.
 * A call starts only after the offset of its record is committed, so no other instance receives the record. An attempt
 * whose call is no longer allowed ends as a failure; the retry after a lost response is not used up. Thread-safe.
 */
final class RefreshExecutor {

  private static final Logger LOG = LoggerFactory.getLogger(RefreshExecutor.class);

  /** Longer than a provider call with its record takes, unless the log does not answer. */
  private static final Duration HANDOVER = Duration.ofSeconds(60);

  private static final Duration ABANDONING = Duration.ofSeconds(2);

  private final RunningRefreshes running;
  private final OwnershipFence fence;
  private final RefreshCall call;
  private final ResultLog log;
  private final RefreshCommands commands;
  private final RefreshMetrics metrics;
  private final State grants;
  private final Scheduler scheduler;
  private volatile boolean stopping;

  /**
   * Creates an executor.
   *
   * @param grants the view of grants
   * @param scheduler runs everything but the calls
   */
  RefreshExecutor(
    RunningRefreshes running,
    OwnershipFence fence,
    RefreshCall call,
    ResultLog log,
    RefreshCommands commands,
    RefreshMetrics metrics,
    State grants,
    Scheduler scheduler
  ) {
    this.running = running;
    this.fence = fence;
    this.call = call;
    this.log = log;
    this.commands = commands;
    this.metrics = metrics;
    this.grants = grants;
    this.scheduler = scheduler;
  }

  /** Called when the record of an attempt was received, before its offset is committed. */
  void received(String attemptId) {
    running.announce(attemptId);
  }

  /** Called when the offset was not committed and the record will be received again, perhaps elsewhere. */
  void withdrawn(String attemptId) {
    running.withdraw(attemptId);
  }

  /** Executes an attempt in the background; called by the stream thread after it committed the record's offset. */
  void execute(Attempt attempt) {
    switch (running.admit(attempt)) {
      case ADMITTED -> run(attempt, made(attempt));
      case BUSY -> run(attempt, notCalled(attempt, "busy", "Too many refreshes are in progress"));
      case IGNORED -> metrics.dropped("ignored");
    }
  }

  private void run(Attempt attempt, Mono<FinishRefresh> result) {
    long start = System.nanoTime();
    result
      .flatMap(command -> recorded(attempt, command, start))
      .subscribeOn(scheduler)
      .doFinally(end -> running.ended(attempt))
      .subscribe(
        done -> {},
        e ->
          LOG.atError()
            .setCause(e)
            .addKeyValue("auth_config", attempt.grant().id())
            .addKeyValue("attempt", attempt.id())
            .log("a refresh ended without a result")
      );
  }

  private Mono<FinishRefresh> made(Attempt attempt) {
    AtomicBoolean called = new AtomicBoolean();
    return Mono.defer(() -> call.make(attempt, () -> mayCall(attempt, called)))
      .switchIfEmpty(Mono.defer(() -> refused(attempt)))
      .onErrorResume(e -> {
        LOG.atError().setCause(e).addKeyValue("attempt", attempt.id()).log("a refresh failed unexpectedly");
        RefreshResult result = called.get() ? RefreshResult.AMBIGUOUS : RefreshResult.TRANSIENT;
        return Mono.just(commands.failed(attempt, result, RefreshProblem.of("internal_error", null)));
      });
  }

  private boolean mayCall(Attempt attempt, AtomicBoolean called) {
    boolean may = !stopping && fence.holds(attempt) && isOpen(attempt);
    if (may) {
      called.set(true);
    }
    return may;
  }

  private Mono<FinishRefresh> refused(Attempt attempt) {
    if (isOpen(attempt)) {
      return notCalled(attempt, "not_owned", "The instance no longer owned the refresh when the call was to start");
    }
    metrics.dropped("superseded");
    return Mono.empty();
  }

  /** The view may not have the record yet; it then knows nothing newer either. */
  private boolean isOpen(Attempt attempt) {
    TokenState known = grants.find(TokenState.key(attempt.grant().tenant(), attempt.grant().id())).orElse(null);
    if (known == null || known.version() < attempt.grant().version()) {
      return true;
    }
    Lease lease = known.lease();
    return lease != null && lease.attemptId().equals(attempt.id());
  }

  private Mono<ResultLog.Recorded> recorded(Attempt attempt, FinishRefresh command, long start) {
    return log
      .append(command)
      .flatMap(recorded ->
        recorded == ResultLog.Recorded.TOO_LARGE
          ? log.append(
              commands.failed(
                attempt,
                RefreshResult.REJECTED,
                RefreshProblem.of("tokens_too_large", "The provider's tokens are too large to store")
              )
            )
          : Mono.just(recorded)
      )
      .doOnNext(recorded -> metrics.ended(attempt, command, recorded, Duration.ofNanos(System.nanoTime() - start)));
  }

  private Mono<FinishRefresh> notCalled(Attempt attempt, String code, String message) {
    metrics.dropped(code);
    return Mono.fromSupplier(() -> commands.failed(attempt, RefreshResult.TRANSIENT, RefreshProblem.of(code, message)));
  }

  /**
   * Called by the stream thread when it gives a partition away: waits for its calls, so that the next owner finds none
   * that is in progress.
   */
  void released(int partition) {
    if (!running.awaitNone(partition, HANDOVER)) {
      LOG.atWarn().addKeyValue("partition", partition).log("a partition was given away with refreshes in progress");
    }
  }

  /**
   * Starts no further call, waits for those in progress, and records the rest as unknown, so that another instance
   * retries them at once.
   */
  void stop(Duration timeout) {
    stopping = true;
    if (running.awaitNone(null, timeout)) {
      return;
    }
    List<Attempt> left = running.all();
    LOG.atWarn().addKeyValue("refreshes", left.size()).log("stopping with refreshes in progress");
    Flux.fromIterable(left)
      .flatMap(attempt ->
        log.append(
          commands.failed(
            attempt,
            RefreshResult.AMBIGUOUS,
            RefreshProblem.of("executor_stopped", "The instance stopped while it waited for the provider")
          )
        )
      )
      .then()
      .timeout(ABANDONING)
      .onErrorComplete()
      .block();
  }
}
