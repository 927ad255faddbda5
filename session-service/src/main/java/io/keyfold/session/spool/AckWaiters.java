package io.keyfold.session.spool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import reactor.core.publisher.MonoSink;

/** Who waits for Kafka in strict mode, in the order of sequences. Bounded by the spool's own bound. */
final class AckWaiters {

  private record Waiter(long sequence, MonoSink<Void> sink) {}

  private final Deque<Waiter> waiters = new ArrayDeque<>();

  /** Adds the waiters of consecutive sequences, before these can be acknowledged. */
  synchronized void add(long first, List<MonoSink<Void>> sinks) {
    for (int i = 0; i < sinks.size(); i++) {
      waiters.add(new Waiter(first + i, sinks.get(i)));
    }
  }

  /** Takes off those from the sequence on, which were added last: they are told otherwise. */
  synchronized void drop(long first) {
    while (!waiters.isEmpty() && waiters.getLast().sequence() >= first) {
      waiters.removeLast();
    }
  }

  /** Completes everybody up to the sequence. */
  void complete(long sequence) {
    List<MonoSink<Void>> done = new ArrayList<>();
    synchronized (this) {
      while (!waiters.isEmpty() && waiters.getFirst().sequence() <= sequence) {
        done.add(waiters.removeFirst().sink());
      }
    }
    done.forEach(MonoSink::success);
  }
}
