package io.keyfold.ledger.archive;

import io.keyfold.platform.thread.SupervisedThread;
import io.keyfold.platform.thread.ThreadSupervisor;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the archiver at intervals, on a thread of its own. A failure is logged and counted, and the next run retries. */
final class ArchiveThread implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ArchiveThread.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final Archiver archiver;
  private final ArchiveMetrics metrics;
  private final Duration interval;
  private final SupervisedThread thread;
  private final CountDownLatch closing = new CountDownLatch(1);

  ArchiveThread(Archiver archiver, ArchiveMetrics metrics, Duration interval, ThreadSupervisor threads) {
    this.archiver = archiver;
    this.metrics = metrics;
    this.interval = interval;
    this.thread = threads.thread("keyfold-ledger-archive", this::loop);
  }

  void start() {
    thread.start();
  }

  private void loop() throws InterruptedException {
    boolean more = true;
    while (!closing.await(more ? 0 : interval.toMillis(), TimeUnit.MILLISECONDS)) {
      more = run();
    }
  }

  private boolean run() throws InterruptedException {
    try {
      return archiver.run(() -> closing.getCount() == 0);
    } catch (IOException | RuntimeException e) {
      if (closing.getCount() == 0) {
        throw new InterruptedException("stopping");
      }
      // The ledger answers without the archive, so its thread does not count as down.
      metrics.failed();
      LOG.atError().setCause(e).log("archiving failed and is retried");
      return false;
    }
  }

  /** Stops after the current file. */
  @Override
  public void close() {
    closing.countDown();
    thread.end(CLOSE_TIMEOUT);
  }
}
