package io.keyfold.session.spool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import reactor.core.publisher.MonoSink;

/** Callers that wait for Kafka's acknowledgement in strict mode, in sequence order. Bounded by the spool's limits. */
final class AckWaiters {

  private record Waiter(long sequence, MonoSink<Void> sink) {}

  private final Deque<Waiter> waiters = new ArrayDeque<>();

  /** Adds the waiters of consecutive sequences; must be called before these can be acknowledged. */
  synchronized void add(long first, List<MonoSink<Void>> sinks) {
    for (int i = 0; i < sinks.size(); i++) {
      waiters.add(new Waiter(first + i, sinks.get(i)));
    }
  }

  /** Removes the waiters from the sequence on, which were added last; their callers get an error instead. */
  synchronized void drop(long first) {
    while (!waiters.isEmpty() && waiters.getLast().sequence() >= first) {
      waiters.removeLast();
    }
  }

  /** Completes all waiters up to the sequence. */
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
