package io.keyfold.chaos.load;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets workers work, hold between two pieces of work, or end. */
final class Gate {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean open = true;
  private boolean ended;
  private int working;

  /** {@return whether to do a piece of work, after a wait while the gate is closed; a true is followed by {@link #leave}} */
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

  /** {@return whether what is under way may be tried once more} */
  boolean goesOn() {
    lock.lock();
    try {
      return !ended;
    } finally {
      lock.unlock();
    }
  }

  /** Closes it and waits, bounded, for the work under way; what is not done by then is given up. */
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
