package io.keyfold.session.once;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;

/**
 * What was put here last, by name, up to a bound on the bytes that it takes; what was put first goes first. A bound on the number
 * would leave it to a tenant, who says how large each one is, how much memory they take. Thread-safe.
 *
 * @param <V> what is kept
 */
public final class Newest<V> {

  private record Entry<V>(V value, long bytes) {}

  private final SequencedMap<String, Entry<V>> entries = new LinkedHashMap<>();
  private final long capacity;
  private long bytes;

  /**
   * Keeps nothing yet.
   *
   * @param capacity at most so many bytes are kept
   */
  public Newest(long capacity) {
    this.capacity = capacity;
  }

  /**
   * Keeps a value in place of what the name had before, and lets go of the eldest ones for it.
   *
   * @param size about how many bytes it takes
   */
  public synchronized void put(String name, V value, long size) {
    remove(name);
    entries.put(name, new Entry<>(value, size));
    bytes += size;
    while (bytes > capacity) {
      remove(entries.sequencedKeySet().getFirst());
    }
  }

  /** {@return what was put under the name, if it is kept} */
  public synchronized Optional<V> find(String name) {
    return Optional.ofNullable(entries.get(name)).map(Entry::value);
  }

  /** Lets go of what was put under the name. */
  public synchronized void remove(String name) {
    Entry<V> removed = entries.remove(name);
    if (removed != null) {
      bytes -= removed.bytes();
    }
  }

  /** Lets go of the eldest ones, as long as they are over. */
  public synchronized void removeWhile(Predicate<V> over) {
    while (!entries.isEmpty() && over.test(entries.sequencedValues().getFirst().value())) {
      remove(entries.sequencedKeySet().getFirst());
    }
  }

  /** {@return how many are kept} */
  public synchronized int count() {
    return entries.size();
  }

  /** {@return about how many bytes they take} */
  public synchronized long size() {
    return bytes;
  }
}
