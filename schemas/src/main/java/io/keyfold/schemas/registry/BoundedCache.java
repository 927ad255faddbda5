package io.keyfold.schemas.registry;

import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * A cache of what never changes. Reads take no lock. When it is full, any entry gives way: the number of schemas is far
 * below the bound, so the bound guards the heap and the choice does not matter.
 *
 * @param <K> the key
 * @param <V> the value
 */
public final class BoundedCache<K, V> {

  private final int limit;
  private final ConcurrentMap<K, V> entries = new ConcurrentHashMap<>();

  /** Starts empty, to hold about that many entries. */
  public BoundedCache(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("a cache holds at least one entry");
    }
    this.limit = limit;
  }

  /**
   * {@return the value of the key} Loads it if it is not there, outside any lock: two threads may load the same, which does
   * no harm to what never changes. A failure to load is not kept.
   */
  public V get(K key, Function<K, V> load) {
    V known = entries.get(key);
    if (known != null) {
      return known;
    }
    V loaded = load.apply(key);
    while (entries.size() >= limit) {
      Iterator<K> any = entries.keySet().iterator();
      if (any.hasNext()) {
        any.next();
        any.remove();
      }
    }
    entries.put(key, loaded);
    return loaded;
  }

  /** {@return how many entries it holds} */
  public int size() {
    return entries.size();
  }

  /** {@return how many entries it may hold} */
  public int limit() {
    return limit;
  }
}
