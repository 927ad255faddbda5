package io.keyfold.platform.log.takeover;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
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
 * is over; without this, that is when it times out. And that time must be long, since all transactions stand still while a broker's
 * partitions get other leaders, and each that times out then costs a thread and a rebalance.
 */
public final class Takeover implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);
  private static final Duration INTERVAL = Duration.ofMillis(250);

  /** A task that is not taken over by then waits for something else. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final AbandonedTransactions transactions;
  private final Map<String, Long> since = new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
    Thread.ofPlatform().name("keyfold-takeover").daemon().factory()
  );

  /** Asks the cluster through the admin, which stays its owner's. */
  public Takeover(Admin admin) {
    this.transactions = new AbandonedTransactions(admin);
  }

  /** The application's tasks are being distributed. Returns at once. */
  public void begun(String application) {
    if (since.put(application, System.nanoTime()) == null) {
      next(application);
    }
  }

  /** The application runs again. */
  public void done(String application) {
    since.remove(application);
  }

  private void next(String application) {
    Future<?> _ = thread.schedule(() -> look(application), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look(String application) {
    Long begun = since.get(application);
    if (begun == null) {
      return;
    }
    if (System.nanoTime() - begun > LONGEST.toNanos()) {
      since.remove(application, begun);
      return;
    }
    try {
      transactions.end(application);
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      LOG.atDebug()
        .addKeyValue("application", application)
        .addKeyValue("error", e.toString())
        .log("not known who is gone");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    next(application);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
