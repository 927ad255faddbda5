package io.keyfold.platform.log;

import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Read-only access to the folded state. Deciders and folds see nothing else, so they stay pure and tests can pass a
 * map.
 */
public interface State {
  /** {@return the object at the key; empty if there is none} */
  <T> Optional<T> find(Key<T> key);

  /**
   * Visits a tenant's objects of one kind in id order until the range ends or the visitor returns false.
   *
   * @param scan the range
   * @param visitor receives id and object; returns whether to continue
   */
  <T> void scan(Scan<T> scan, BiPredicate<String, T> visitor);
}
