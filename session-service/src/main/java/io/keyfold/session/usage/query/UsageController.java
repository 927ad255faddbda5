package io.keyfold.session.usage.query;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.View;
import io.keyfold.platform.thread.ThreadSupervisor;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.FailsWith;
import io.keyfold.platform.web.Filters;
import io.keyfold.platform.web.ListQuery;
import io.keyfold.platform.web.RequiresScope;
import io.keyfold.session.usage.view.Completeness;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Usage: what a tenant's deployments used, by time bucket. */
@RestController
final class UsageController implements AutoCloseable {

  /** Concurrent queries; they read from disk. */
  private static final int THREADS = 2;

  /** Queued queries; further queries fail with 503. */
  private static final int MAX_QUEUED = 200;

  private static final int IDLE_SECONDS = 60;
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final UsageReader reader;
  private final Clock clock;
  private final Scheduler scheduler;

  UsageController(
    @Qualifier("usageTotalsView") View totals,
    Completeness completeness,
    Clock clock,
    ThreadSupervisor threads
  ) {
    this.scheduler = Schedulers.newBoundedElastic(THREADS, MAX_QUEUED, threads.factory("usage-query"), IDLE_SECONDS);
    this.reader = new UsageReader(totals, completeness);
    this.clock = clock;
  }

  /**
   * Reports the usage of one, several or all deployments.
   *
   * <p>Buckets without usage have no row. Before {@code complete_until} a missing row means zero; after it, unknown.
   */
  @GetMapping("/usage")
  @RequiresScope("instance.usage:read")
  @FailsWith(ErrorCode.BAD_REQUEST)
  Mono<UsageAnswer> usage(
    Caller caller,
    @Filters({
      "provider_deployment_id",
      "session_id",
      "user",
      "identity_id",
      "from",
      "to",
      "granularity",
      "group_by",
    }) ListQuery query
  ) {
    UsageQuery usageQuery = UsageQuery.of(query, clock.instant());
    return Mono.fromCallable(() -> reader.run(caller.tenant(), usageQuery))
      .subscribeOn(scheduler)
      .timeout(TIMEOUT)
      .onErrorMap(RejectedExecutionException.class, e -> busy())
      .onErrorMap(TimeoutException.class, e -> busy());
  }

  private static ApiException busy() {
    return ApiException.of(ErrorCode.UNAVAILABLE, "Too many usage queries", "Retry later, or narrow the query");
  }

  @Override
  public void close() {
    scheduler.dispose();
  }
}
