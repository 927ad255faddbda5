package io.keyfold.chaos.ledger;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** All that writers made since it was opened. Thread-safe. */
public final class Ledger {

  private final Queue<Subject> subjects = new ConcurrentLinkedQueue<>();
  private final AtomicLong acknowledged = new AtomicLong();

  /** Enters something that is about to be created. */
  public Subject open(Subject subject) {
    subjects.add(subject);
    return subject;
  }

  /** Counts an acknowledged write. */
  public void count() {
    acknowledged.incrementAndGet();
  }

  /** {@return how many writes were acknowledged} */
  public long writes() {
    return acknowledged.get();
  }

  /** {@return everything, in the order of creation} */
  public List<Subject> subjects() {
    return List.copyOf(subjects);
  }

  /** {@return how many have an attempt whose outcome nobody was told} */
  public long unknown() {
    return subjects
      .stream()
      .filter(subject -> subject.attempted().isPresent())
      .count();
  }
}
