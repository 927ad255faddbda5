package io.keyfold.session.spool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import reactor.core.publisher.MonoSink;

/**
 * A bounded queue of records waiting for the disk, which also tracks how much waits for Kafka. It also owns the floor,
 * the earliest start time of new operations, since the floor and the queue's order must be decided together.
 */
final class SpoolQueue {

  /** A record on its way to the disk. */
  record QueuedRecord(PendingRecord draft, long floorMicros, MonoSink<Void> sink) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition notEmpty = lock.newCondition();
  private final Condition written = lock.newCondition();
  private final Deque<QueuedRecord> queue = new ArrayDeque<>();
  private final int queueLimit;
  private final long byteLimit;

  private long floorMicros;
  private Backlog backlog;
  private boolean closed;

  /**
   * Creates an empty queue.
   *
   * @param recovered records that an earlier run left on disk
   * @param floorMicros floor of earlier runs: no operation may start before it
   */
  SpoolQueue(int queueLimit, long byteLimit, Backlog recovered, long floorMicros) {
    this.queueLimit = queueLimit;
    this.byteLimit = byteLimit;
    this.backlog = recovered;
    this.floorMicros = floorMicros;
  }

  /**
   * Adds a record.
   *
   * @param startMicros start time of the operation; raised to the floor, since usage before it was reported as complete
   * @param reserve whether the record may use the last eighth, which is reserved for completions of operations in
   *     progress
   * @return whether there was room
   */
  boolean offer(long startMicros, boolean reserve, PendingRecord draft, MonoSink<Void> sink) {
    lock.lock();
    try {
      long limit = reserve ? byteLimit + byteLimit / 8 : byteLimit;
      int places = reserve ? queueLimit + queueLimit / 8 : queueLimit;
      if (closed || queue.size() >= places || backlog.bytes() >= limit) {
        return false;
      }
      floorMicros = Math.max(floorMicros, startMicros);
      queue.add(new QueuedRecord(draft, floorMicros, sink));
      notEmpty.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for records and returns them without removing them: until {@link #wrote} they count as queued.
   *
   * @return an empty list once the queue is closed and empty
   */
  List<QueuedRecord> take(int max) throws InterruptedException {
    lock.lock();
    try {
      while (queue.isEmpty() && !closed) {
        notEmpty.await();
      }
      List<QueuedRecord> taken = new ArrayList<>(Math.min(max, queue.size()));
      for (QueuedRecord record : queue) {
        if (taken.size() == max) {
          break;
        }
        taken.add(record);
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Removes the first records, which are on disk or rejected. */
  void wrote(int count, Backlog added) {
    lock.lock();
    try {
      for (int i = 0; i < count; i++) {
        queue.remove();
      }
      backlog = backlog.plus(added.records(), added.bytes());
      written.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Removes the records if they are still queued. {@return whether they were still the first ones} */
  boolean drop(List<QueuedRecord> group) {
    lock.lock();
    try {
      if (!group.getFirst().equals(queue.peek())) {
        return false;
      }
      group.forEach(record -> queue.remove());
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until that many records wait for Kafka, the queue is closed, or the timeout elapses. */
  void awaitBacklog(long records, long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (backlog.records() < records && !closed && left > 0) {
        left = written.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Releases the space of records that Kafka has acknowledged. */
  void acknowledged(Backlog acked) {
    lock.lock();
    try {
      backlog = backlog.plus(-acked.records(), -acked.bytes());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Determines the time before which all operations are on the log, and makes it the floor: later operations are raised
   * to it.
   *
   * @param nowMicros the current time, microseconds since 1970
   * @return the start of the oldest record that waits for the disk, else now; empty if records on disk wait for Kafka,
   *     since their oldest start is not known here
   */
  OptionalLong raiseFloor(long nowMicros) {
    lock.lock();
    try {
      if (backlog.records() > 0) {
        return OptionalLong.empty();
      }
      QueuedRecord oldest = queue.peek();
      if (oldest != null) {
        return OptionalLong.of(oldest.floorMicros());
      }
      floorMicros = Math.max(floorMicros, nowMicros);
      return OptionalLong.of(floorMicros);
    } finally {
      lock.unlock();
    }
  }

  /** {@return the earliest start time of new operations; microseconds since 1970} */
  long floorMicros() {
    lock.lock();
    try {
      return floorMicros;
    } finally {
      lock.unlock();
    }
  }

  /** Raises the floor to at least the time. */
  void floorAtLeast(long micros) {
    lock.lock();
    try {
      floorMicros = Math.max(floorMicros, micros);
    } finally {
      lock.unlock();
    }
  }

  /** {@return the unacknowledged records on disk} */
  Backlog backlog() {
    lock.lock();
    try {
      return backlog;
    } finally {
      lock.unlock();
    }
  }

  /** {@return whether a start record would be accepted now} */
  boolean hasRoom() {
    lock.lock();
    try {
      return !closed && queue.size() < queueLimit && backlog.bytes() < byteLimit;
    } finally {
      lock.unlock();
    }
  }

  /** {@return number of records waiting for the disk} */
  int queued() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  /** Rejects new records; queued ones are still written. */
  void close() {
    lock.lock();
    try {
      closed = true;
      notEmpty.signalAll();
      written.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
