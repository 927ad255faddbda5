package io.keyfold.schemas.registry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Function;

/**
 * A cache of what never changes. Values are loaded outside any lock. The number of schemas is far below the bound, which guards
 * the heap. Thread-safe.
 *
 * @param <K> the key
 * @param <V> the value
 */
public final class BoundedCache<K, V> {

  private final int limit;
  private final Cache<K, V> entries;

  /** Starts empty, to hold about that many entries. */
  public BoundedCache(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("a cache holds at least one entry");
    }
    this.limit = limit;
    this.entries = Caffeine.newBuilder().maximumSize(limit).executor(Runnable::run).build();
  }

  /**
   * {@return the value of the key} Loads it if it is not there, outside any lock, since a load may ask the registry: two threads
   * may load the same, which does no harm to what never changes. A failure to load is not kept.
   */
  public V get(K key, Function<K, V> load) {
    V known = entries.getIfPresent(key);
    if (known != null) {
      return known;
    }
    V loaded = load.apply(key);
    entries.put(key, loaded);
    return loaded;
  }

  /** {@return how many entries it holds} */
  public int size() {
    return (int) entries.estimatedSize();
  }

  /** {@return how many entries it may hold} */
  public int limit() {
    return limit;
  }
}
