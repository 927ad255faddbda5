package io.keyfold.platform.thread;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A thread whose body is run again when it fails. Made by {@link ThreadSupervisor#thread}. */
public final class SupervisedThread {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /** So many failures one shortly after the other are no chance: the thread counts as down, also while it is tried again. */
  private static final int FAILS_AGAIN_AND_AGAIN = 3;

  /** What a thread does. */
  @FunctionalInterface
  public interface Body {
    /**
     * Runs until there is nothing left to do. Whatever it throws, it is run again after a pause.
     *
     * @throws InterruptedException if it was interrupted: then the thread ends
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
  private volatile int inARow;

  SupervisedThread(String name, Body body, FailureReports reports, Set<SupervisedThread> supervised) {
    this.body = body;
    this.reports = reports;
    this.supervised = supervised;
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  /** Begins, once. */
  public void start() {
    supervised.add(this);
    state = State.RUNNING;
    thread.start();
  }

  /**
   * Waits until the body returns, and interrupts it if it does not within the bound. It is not run again after that.
   *
   * @param bound how long it may take to return, and once more after it was interrupted
   * @return whether the thread has ended
   */
  public boolean end(Duration bound) {
    try {
      if (!thread.join(bound)) {
        ending.countDown();
        thread.interrupt();
        thread.join(bound);
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
    boolean failing = state == State.FAILED || inARow >= FAILS_AGAIN_AND_AGAIN;
    return state != State.ENDED && (failing || !thread.isAlive());
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    boolean again = true;
    while (again) {
      long begun = System.nanoTime();
      try {
        state = State.RUNNING;
        body.run();
        again = false;
      } catch (InterruptedException e) {
        again = false;
      } catch (Throwable e) {
        boolean ranWell = System.nanoTime() - begun > LONGEST_PAUSE.toNanos();
        pause = ranWell ? FIRST_PAUSE : pause;
        inARow = ranWell ? 1 : inARow + 1;
        state = State.FAILED;
        reports.failed(e);
        again = pause(pause);
        Duration twice = pause.multipliedBy(2);
        pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
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
