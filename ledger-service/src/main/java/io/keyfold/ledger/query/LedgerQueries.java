package io.keyfold.ledger.query;

import io.keyfold.ledger.store.LedgerStore;
import io.keyfold.ledger.store.StoreException;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.thread.ThreadSupervisor;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Runs queries on threads of its own, so that they neither block an event loop nor delay other tenants: tenants take
 * turns, with limits on what runs and waits. A query that exceeds its timeout is cancelled in the database.
 */
public final class LedgerQueries implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerQueries.class);
  private static final String NARROW =
    "Query a shorter time range, a coarser granularity, fewer groups or single deployments";
  private static final int IDLE_SECONDS = 60;

  private final LedgerStore store;
  private final QuerySettings settings;
  private final TenantQueue<Task<?>> queue;
  private final ExecutorService threads;
  private final AtomicInteger running = new AtomicInteger();
  private final MeterRegistry metrics;

  /** Creates the threads' pool. */
  public LedgerQueries(LedgerStore store, QuerySettings settings, ThreadSupervisor supervisor, MeterRegistry metrics) {
    this.store = store;
    this.settings = settings;
    this.queue = new TenantQueue<>(settings);
    this.metrics = metrics;
    // The pool's own queue has at most one entry for each waiting query.
    ThreadPoolExecutor pool = new ThreadPoolExecutor(
      settings.threads(),
      settings.threads(),
      IDLE_SECONDS,
      TimeUnit.SECONDS,
      new LinkedBlockingQueue<>(),
      supervisor.factory("ledger-query")
    );
    pool.allowCoreThreadTimeOut(true);
    this.threads = pool;
    gauge("keyfold.ledger.queries.running", running::get, "Queries that run");
    gauge("keyfold.ledger.queries.running.limit", settings::threads, "Maximum of running queries");
    gauge("keyfold.ledger.queries.waiting", queue::size, "Queries that wait for a thread");
    gauge("keyfold.ledger.queries.waiting.limit", settings::queue, "Maximum of waiting queries");
  }

  private void gauge(String name, Supplier<Number> value, String description) {
    Gauge.builder(name, value).description(description).register(metrics);
  }

  /**
   * {@return the result of the work on a snapshot} Errors with {@code unavailable} if too many queries wait, if the store
   * is closed or after the timeout; with {@code bad_request} if the work needs too much memory.
   *
   * @param tenant whose limits apply
   * @param work may block
   */
  public <T> Mono<T> run(TenantId tenant, Function<Snapshot, T> work) {
    return Mono.defer(() -> {
      Timer.Sample sample = Timer.start(metrics);
      return Mono.<T>create(sink -> submit(tenant, new Task<>(work, sink)))
        .timeout(settings.timeout())
        .onErrorMap(TimeoutException.class, e -> tooSlow())
        .doOnSuccess(result -> sample.stop(metrics.timer("keyfold.ledger.queries", "outcome", "answered")))
        .doOnError(error -> sample.stop(metrics.timer("keyfold.ledger.queries", "outcome", outcome(error))));
    });
  }

  private static String outcome(Throwable error) {
    return error instanceof ApiException api && api.code() == ErrorCode.BAD_REQUEST ? "refused" : "failed";
  }

  private <T> void submit(TenantId tenant, Task<T> task) {
    task.sink.onDispose(task::cancel);
    if (queue.offer(tenant, task)) {
      threads.execute(this::next);
    } else {
      task.sink.error(ApiException.of(ErrorCode.UNAVAILABLE, "Too many usage queries", "Retry later, or " + NARROW));
    }
  }

  private void next() {
    queue.poll().ifPresent(turn -> {
      running.incrementAndGet();
      try {
        turn.task().run();
      } finally {
        running.decrementAndGet();
        queue.done(turn.tenant());
        if (queue.size() > 0) {
          // A query of this tenant may have waited for the end of this one.
          threads.execute(this::next);
        }
      }
    });
  }

  private static ApiException tooSlow() {
    return ApiException.of(ErrorCode.UNAVAILABLE, "The query took too long", "Retry later, or " + NARROW);
  }

  /** {@return the error of a query whose result or work is too large} */
  public static ApiException tooLarge(String reason) {
    return ApiException.of(ErrorCode.BAD_REQUEST, reason, NARROW);
  }

  /** Cancels nothing: queries end by their timeout. */
  @Override
  public void close() {
    threads.shutdown();
  }

  private final class Task<T> {

    private final Function<Snapshot, T> work;
    private final MonoSink<T> sink;
    private final AtomicReference<@Nullable Snapshot> snapshot = new AtomicReference<>();
    private volatile boolean disposed;

    Task(Function<Snapshot, T> work, MonoSink<T> sink) {
      this.work = work;
      this.sink = sink;
    }

    void run() {
      if (disposed) {
        return;
      }
      try {
        T result = store
          .read(database -> {
            try (Snapshot own = new Snapshot(database)) {
              snapshot.set(own);
              if (disposed) {
                own.cancel();
              }
              return work.apply(own);
            } finally {
              snapshot.set(null);
            }
          })
          .orElseThrow(() -> ApiException.of(ErrorCode.UNAVAILABLE, "This instance is catching up; retry later"));
        sink.success(result);
      } catch (StoreException e) {
        failed(e);
      } catch (RuntimeException e) {
        sink.error(e);
      }
    }

    private void failed(StoreException error) {
      if (error.isOfMemory()) {
        sink.error(tooLarge("The query needs more memory than it may use"));
      } else if (error.isOfRange()) {
        sink.error(tooLarge("A sum has more digits than can be computed"));
      } else if (!disposed) {
        LOG.atError().setCause(error).log("a query failed");
        sink.error(ApiException.of(ErrorCode.UNAVAILABLE, "The query failed; retry later"));
      }
    }

    void cancel() {
      disposed = true;
      Snapshot own = snapshot.get();
      if (own != null) {
        own.cancel();
      }
    }
  }
}
