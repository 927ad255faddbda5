package io.keyfold.chaos.load;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Starts, holds and ends the workers of a load. Thread-safe. */
final class DrainGate {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean open = true;
  private boolean ended;
  private int working;

  /**
   * {@return whether to do a unit of work} Blocks while the gate is closed. If true, the worker must call {@link
   * #leave} afterwards.
   */
  boolean enter() throws InterruptedException {
    lock.lock();
    try {
      while (!open && !ended) {
        changed.await();
      }
      working += ended ? 0 : 1;
      return !ended;
    } finally {
      lock.unlock();
    }
  }

  void leave() {
    lock.lock();
    try {
      working--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** {@return whether a unit of work may retry} */
  boolean mayRetry() {
    lock.lock();
    try {
      return !ended;
    } finally {
      lock.unlock();
    }
  }

  /** Closes the gate and waits for running work. After the bound, retries end, and workers get 20 s to finish. */
  void drain(Duration bound) throws InterruptedException {
    lock.lock();
    try {
      open = false;
      long left = bound.toNanos();
      while (working > 0 && left > 0) {
        left = changed.awaitNanos(left);
      }
      ended = true;
      changed.signalAll();
      long last = TimeUnit.SECONDS.toNanos(20);
      while (working > 0 && last > 0) {
        last = changed.awaitNanos(last);
      }
    } finally {
      lock.unlock();
    }
  }
}
