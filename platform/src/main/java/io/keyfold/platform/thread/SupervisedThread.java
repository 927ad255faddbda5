package io.keyfold.platform.thread;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A thread that reruns its body after a failure. Created by {@link ThreadSupervisor#thread}. */
public final class SupervisedThread {

  private static final Duration MIN_BACKOFF = Duration.ofMillis(100);
  private static final Duration MAX_BACKOFF = Duration.ofSeconds(10);

  /** After this many consecutive failures, the thread counts as down even while its body is being rerun. */
  private static final int MAX_CONSECUTIVE_FAILURES = 3;

  /** The work of a thread. */
  @FunctionalInterface
  public interface Body {
    /**
     * Runs until the work is complete. After any other failure, it is rerun after a pause.
     *
     * @throws InterruptedException if it was interrupted, which ends the thread
     */
    void run() throws InterruptedException;
  }

  private enum State {
    NEW,
    RUNNING,
    FAILED,
    ENDED,
  }

  private final Body body;
  private final FailureReports reports;
  private final Set<SupervisedThread> supervised;
  private final Thread thread;
  private final CountDownLatch ending = new CountDownLatch(1);
  private volatile State state = State.NEW;
  private volatile int consecutiveFailures;

  SupervisedThread(String name, Body body, FailureReports reports, Set<SupervisedThread> supervised) {
    this.body = body;
    this.reports = reports;
    this.supervised = supervised;
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  /** Starts the thread. Call once. */
  public void start() {
    supervised.add(this);
    state = State.RUNNING;
    thread.start();
  }

  /**
   * Waits until the body returns, and interrupts it after the timeout. The body is not rerun after that.
   *
   * @param timeout how long it may take to return, and once more after the interrupt
   * @return whether the thread has ended
   */
  public boolean end(Duration timeout) {
    try {
      if (!thread.join(timeout)) {
        ending.countDown();
        thread.interrupt();
        thread.join(timeout);
      }
    } catch (InterruptedException e) {
      ending.countDown();
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
    supervised.remove(this);
    return !thread.isAlive();
  }

  String name() {
    return thread.getName();
  }

  boolean isDown() {
    boolean failing = state == State.FAILED || consecutiveFailures >= MAX_CONSECUTIVE_FAILURES;
    return state != State.ENDED && (failing || !thread.isAlive());
  }

  private void run() {
    Duration pause = MIN_BACKOFF;
    boolean rerun = true;
    while (rerun) {
      long started = System.nanoTime();
      try {
        state = State.RUNNING;
        body.run();
        rerun = false;
      } catch (InterruptedException e) {
        rerun = false;
      } catch (Throwable e) {
        boolean ranWell = System.nanoTime() - started > MAX_BACKOFF.toNanos();
        pause = ranWell ? MIN_BACKOFF : pause;
        consecutiveFailures = ranWell ? 1 : consecutiveFailures + 1;
        state = State.FAILED;
        reports.failed(e);
        rerun = pause(pause);
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(MAX_BACKOFF) < 0 ? doubled : MAX_BACKOFF;
      }
    }
    state = State.ENDED;
    supervised.remove(this);
  }

  private boolean pause(Duration pause) {
    try {
      return !ending.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }
}
