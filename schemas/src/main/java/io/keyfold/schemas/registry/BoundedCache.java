package io.keyfold.schemas.registry;

import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * A cache of immutable values with lock-free reads. A full cache evicts an arbitrary entry; the limit only guards the
 * heap, since there are far fewer schemas.
 *
 * @param <K> the key
 * @param <V> the value
 */
public final class BoundedCache<K, V> {

  private final int limit;
  private final ConcurrentMap<K, V> entries = new ConcurrentHashMap<>();

  /** Creates an empty cache with an approximate limit of entries. */
  public BoundedCache(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("the limit must be at least 1");
    }
    this.limit = limit;
  }

  /**
   * {@return the value of the key} Loads a missing value without a lock, so two threads may load the same key. Failures
   * are not cached.
   */
  public V get(K key, Function<K, V> load) {
    V known = entries.get(key);
    if (known != null) {
      return known;
    }
    V loaded = load.apply(key);
    while (entries.size() >= limit) {
      Iterator<K> iterator = entries.keySet().iterator();
      if (iterator.hasNext()) {
        iterator.next();
        iterator.remove();
      }
    }
    entries.put(key, loaded);
    return loaded;
  }

  /** {@return the number of entries} */
  public int size() {
    return entries.size();
  }

  /** {@return the maximum number of entries} */
  public int limit() {
    return limit;
  }
}
