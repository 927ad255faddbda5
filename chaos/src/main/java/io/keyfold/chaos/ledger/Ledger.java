package io.keyfold.chaos.ledger;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** The objects that writers created, and the number of acknowledged writes. Thread-safe. */
public final class Ledger {

  private final Queue<TrackedObject> objects = new ConcurrentLinkedQueue<>();
  private final AtomicLong acknowledged = new AtomicLong();

  /** Adds an object that is about to be created. */
  public TrackedObject add(TrackedObject subject) {
    objects.add(subject);
    return subject;
  }

  /** Counts an acknowledged write. */
  public void countAcknowledged() {
    acknowledged.incrementAndGet();
  }

  /** {@return the number of acknowledged writes} */
  public long acknowledgedWrites() {
    return acknowledged.get();
  }

  /** {@return all objects in order of creation} */
  public List<TrackedObject> objects() {
    return List.copyOf(objects);
  }

  /** {@return the number of objects with a write of unknown outcome} */
  public long unknownOutcomes() {
    return objects
      .stream()
      .filter(subject -> subject.attempted().isPresent())
      .count();
  }
}
