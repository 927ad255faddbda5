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
 * While the tasks of an application are distributed anew, ends the transactions that a vanished instance left open, so that the
 * tasks wait for the group's session time-out alone. Whoever takes a task over cannot begin before its last owner's transaction
 * is over if that has told positions; without this, that is when it times out. And that time must be long, since all transactions stand
 * still while a broker's partitions get other leaders, and each that times out then costs a thread and a rebalance.
 *
 * <p>One that has told no position yet holds no task up, but everybody who reads what it wrote to: the tasks run, and wait for
 * commands that are behind its open end. So it is looked once more when they run.
 */
public final class OrphanedTransactionCleanup implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OrphanedTransactionCleanup.class);
  private static final Duration INTERVAL = Duration.ofMillis(250);

  /** A task that is not taken over by then waits for something else. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final OrphanedTransactions transactions;
  private final Map<String, Search> searches = new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread;

  /**
   * For what an application's vanished instances left open.
   *
   * @param begun in nanoseconds
   * @param running whether the application's tasks run again: it is the last look, then, once it succeeds
   */
  private record Search(long begun, boolean running) {}

  /** Asks the cluster through the admin, which stays its owner's. */
  public OrphanedTransactionCleanup(Admin admin, ThreadSupervisor threads) {
    this.thread = threads.scheduled("keyfold-takeover");
    this.transactions = new OrphanedTransactions(admin);
  }

  /** The application's tasks are being distributed. Returns at once. */
  public void begun(String application) {
    if (searches.put(application, new Search(System.nanoTime(), false)) == null) {
      next(application);
    }
  }

  /** The application runs again. Returns at once. */
  public void done(String application) {
    searches.computeIfPresent(application, (name, search) -> new Search(search.begun(), true));
  }

  private void next(String application) {
    Future<?> _ = thread.schedule(() -> look(application), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look(String application) {
    Search search = searches.get(application);
    if (search == null) {
      return;
    }
    boolean expired = System.nanoTime() - search.begun() > LONGEST.toNanos();
    boolean last = expired;
    try {
      transactions.end(application);
      last = expired || search.running();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      last = true;
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      LOG.atDebug()
        .addKeyValue("application", application)
        .addKeyValue("error", e.toString())
        .log("not known who is gone");
    } finally {
      // Not over if the tasks were distributed once more meanwhile. Also after an error: nobody else would go on.
      if (!last || !searches.remove(application, search)) {
        next(application);
      }
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
