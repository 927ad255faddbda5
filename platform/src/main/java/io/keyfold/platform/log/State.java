package io.keyfold.platform.log;

import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * What has been folded so far, read only. Deciders and folds see the world through it, so that they stay pure functions
 * and a test can hand them a map.
 */
public interface State {
  /** {@return the object at the key, if there is one} */
  <T> Optional<T> find(Key<T> key);

  /**
   * Visits a tenant's objects of one kind in id order until the range or the visitor's wish ends.
   *
   * @param scan what to visit
   * @param visitor gets id and object; answers whether to go on
   */
  <T> void scan(Scan<T> scan, BiPredicate<String, T> visitor);
}
