package io.keyfold.platform.log.orphanedtx;

import io.keyfold.platform.thread.ThreadSupervisor;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * During a rebalance, aborts the transactions that a vanished instance left open, so that its tasks move after the
 * group's session timeout. A task's new owner cannot start while the last owner has an open transaction with offsets.
 * Without the cleanup, that lasts until the transaction timeout. That timeout must be long: transactions stall while
 * partitions elect new leaders, and each timeout costs a thread and a rebalance.
 *
 * <p>A transaction without offsets does not block the tasks, but it blocks read_committed consumers of its topics,
 * including the tasks themselves. Therefore the cleanup runs once more when the tasks run.
 */
public final class OrphanedTransactionCleanup implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OrphanedTransactionCleanup.class);
  private static final Duration INTERVAL = Duration.ofMillis(250);

  /** After this time, something other than an open transaction blocks the task. */
  private static final Duration MAX_DURATION = Duration.ofSeconds(30);

  private final OrphanedTransactions transactions;
  private final Map<String, Cleanup> cleanups = new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread;

  /**
   * A cleanup in progress.
   *
   * @param startedAt {@link System#nanoTime()} at the start of the rebalance
   * @param running whether the application's tasks run again; the next successful run is then the last one
   */
  private record Cleanup(long startedAt, boolean running) {}

  /** Creates a cleanup. The caller keeps ownership of the admin client. */
  public OrphanedTransactionCleanup(Admin admin, ThreadSupervisor threads) {
    this.thread = threads.scheduled("keyfold-orphaned-transactions");
    this.transactions = new OrphanedTransactions(admin);
  }

  /** Called when a rebalance of the application starts. Returns immediately. */
  public void rebalanceStarted(String application) {
    if (cleanups.put(application, new Cleanup(System.nanoTime(), false)) == null) {
      schedule(application);
    }
  }

  /** Called when the application is running again. Returns immediately. */
  public void rebalanceCompleted(String application) {
    cleanups.computeIfPresent(application, (name, cleanup) -> new Cleanup(cleanup.startedAt(), true));
  }

  private void schedule(String application) {
    Future<?> _ = thread.schedule(() -> run(application), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void run(String application) {
    Cleanup cleanup = cleanups.get(application);
    if (cleanup == null) {
      return;
    }
    boolean expired = System.nanoTime() - cleanup.startedAt() > MAX_DURATION.toNanos();
    boolean last = expired;
    try {
      transactions.abort(application);
      last = expired || cleanup.running();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      last = true;
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      LOG.atDebug()
        .addKeyValue("application", application)
        .addKeyValue("error", e.toString())
        .log("could not determine orphaned transactions");
    } finally {
      // Continue if another rebalance has started meanwhile, and after an error: nothing else would retry.
      if (!last || !cleanups.remove(application, cleanup)) {
        schedule(application);
      }
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
