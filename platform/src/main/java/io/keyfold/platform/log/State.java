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

  /** {@return whether the object at the key has this version or a later one; a fold then ignores the event} */
  default boolean hasPassed(Key<? extends Versioned> key, long version) {
    return find(key)
      .filter(known -> known.version() >= version)
      .isPresent();
  }

  /** {@return the object that an event of this version changes; empty if it is unknown or already has the version} */
  default <T extends Versioned> Optional<T> findBefore(Key<T> key, long version) {
    return find(key).filter(known -> known.version() < version);
  }

  /**
   * Visits a tenant's objects of one kind in id order until the range ends or the visitor returns false.
   *
   * @param scan the range
   * @param visitor receives id and object; returns whether to continue
   */
  <T> void scan(Scan<T> scan, BiPredicate<String, T> visitor);
}
