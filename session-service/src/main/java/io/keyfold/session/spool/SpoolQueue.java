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
 * What waits for the disk, and how much waits for Kafka: bounded. Also knows the time before which no act can begin any
 * more, since that and the order of the queue are one decision.
 */
final class SpoolQueue {

  /** One record on its way to the disk. */
  record Waiting(PendingRecord draft, long floorMicros, MonoSink<Void> sink) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Condition written = lock.newCondition();
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private final int queueLimit;
  private final long byteLimit;

  private long floorMicros;
  private Backlog backlog;
  private boolean closed;

  /**
   * Takes nothing in yet.
   *
   * @param recovered what an earlier run left on the disk
   * @param floorMicros what earlier runs promised: no act begins before it
   */
  SpoolQueue(int queueLimit, long byteLimit, Backlog recovered, long floorMicros) {
    this.queueLimit = queueLimit;
    this.byteLimit = byteLimit;
    this.backlog = recovered;
    this.floorMicros = floorMicros;
  }

  /**
   * Takes a record in.
   *
   * @param begunMicros when the act began; moved up to the floor, since all before that was promised to be complete
   * @param reserve whether it may use the last eighth, which is kept for the ends of acts that are under way
   * @return whether there was room
   */
  boolean offer(long begunMicros, boolean reserve, PendingRecord draft, MonoSink<Void> sink) {
    lock.lock();
    try {
      long limit = reserve ? byteLimit + byteLimit / 8 : byteLimit;
      int places = reserve ? queueLimit + queueLimit / 8 : queueLimit;
      if (closed || queue.size() >= places || backlog.bytes() >= limit) {
        return false;
      }
      floorMicros = Math.max(floorMicros, begunMicros);
      queue.add(new Waiting(draft, floorMicros, sink));
      arrived.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for records and answers them without taking them off: until {@link #wrote} they still count as
   * waiting.
   *
   * @return nothing once the intake is closed and empty
   */
  List<Waiting> take(int most) throws InterruptedException {
    lock.lock();
    try {
      while (queue.isEmpty() && !closed) {
        arrived.await();
      }
      List<Waiting> taken = new ArrayList<>(Math.min(most, queue.size()));
      for (Waiting waiting : queue) {
        if (taken.size() == most) {
          break;
        }
        taken.add(waiting);
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Takes the first records off: they are on the disk, or refused. */
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

  /** Takes the records off, unless they are: {@return whether they were still the first ones} */
  boolean drop(List<Waiting> group) {
    lock.lock();
    try {
      if (!group.getFirst().equals(queue.peek())) {
        return false;
      }
      group.forEach(waiting -> queue.remove());
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits, bounded, until so many records wait for Kafka, or no more will come. */
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

  /** Frees the room of records that Kafka has. */
  void acknowledged(Backlog gone) {
    lock.lock();
    try {
      backlog = backlog.plus(-gone.records(), -gone.bytes());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Tells the time before which no act can begin any more that is not on the log, and keeps it: acts that come later are
   * moved up to it.
   *
   * @param nowMicros the time, microseconds since 1970
   * @return the begin of the oldest record that waits for the disk, else now; nothing if there are records on the disk
   *     that wait for Kafka, whose oldest this does not know
   */
  OptionalLong raiseFloor(long nowMicros) {
    lock.lock();
    try {
      if (backlog.records() > 0) {
        return OptionalLong.empty();
      }
      Waiting oldest = queue.peek();
      if (oldest != null) {
        return OptionalLong.of(oldest.floorMicros());
      }
      floorMicros = Math.max(floorMicros, nowMicros);
      return OptionalLong.of(floorMicros);
    } finally {
      lock.unlock();
    }
  }

  /** {@return the time that acts are moved up to; microseconds since 1970} */
  long floorMicros() {
    lock.lock();
    try {
      return floorMicros;
    } finally {
      lock.unlock();
    }
  }

  /** Moves acts that come from here on up to the time. */
  void floorAtLeast(long micros) {
    lock.lock();
    try {
      floorMicros = Math.max(floorMicros, micros);
    } finally {
      lock.unlock();
    }
  }

  /** {@return what is on the disk and not acknowledged} */
  Backlog backlog() {
    lock.lock();
    try {
      return backlog;
    } finally {
      lock.unlock();
    }
  }

  /** {@return whether a begin would be taken now} */
  boolean hasRoom() {
    lock.lock();
    try {
      return !closed && queue.size() < queueLimit && backlog.bytes() < byteLimit;
    } finally {
      lock.unlock();
    }
  }

  /** {@return how many records wait for the disk} */
  int queued() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  /** Refuses everything from here on; what was taken in is still written. */
  void close() {
    lock.lock();
    try {
      closed = true;
      arrived.signalAll();
      written.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
