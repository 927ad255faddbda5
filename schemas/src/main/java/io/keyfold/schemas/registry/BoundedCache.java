package io.keyfold.schemas.registry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Function;

/**
 * A bounded cache of immutable values. Thread-safe. The limit only guards the heap, since there are far fewer schemas.
 *
 * @param <K> the key
 * @param <V> the value
 */
public final class BoundedCache<K, V> {

  private final int limit;
  private final Cache<K, V> entries;

  /** Creates an empty cache with an approximate limit of entries. */
  public BoundedCache(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("the limit must be at least 1");
    }
    this.limit = limit;
    this.entries = Caffeine.newBuilder().maximumSize(limit).executor(Runnable::run).build();
  }

  /**
   * {@return the value of the key} Loads a missing value without a lock, since loading may call the registry; two
   * threads may load the same key. Failures are not cached.
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

  /** {@return the number of entries} */
  public int size() {
    return (int) entries.estimatedSize();
  }

  /** {@return the maximum number of entries} */
  public int limit() {
    return limit;
  }
}
